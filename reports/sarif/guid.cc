// SPDX-License-Identifier: Apache-2.0
#include <openssl/evp.h>

#include "analyzer/support/check.h"
#include "reports/sarif/sarif.h"

namespace platlint {

std::string constant_guid(std::string_view name) {
  // The namespace: drawn once at random, and never to be changed.
  constexpr unsigned char kNamespace[16] = {0x6d, 0x1f, 0x0c, 0x52, 0x8e, 0x3b, 0x4c, 0x97, 0xa4, 0x60, 0x2b, 0xd5, 0x71, 0x9e, 0x08, 0xc3};
  std::string text(reinterpret_cast<const char*>(kNamespace), sizeof kNamespace);
  text += name;
  unsigned char digest[EVP_MAX_MD_SIZE];
  unsigned int size = 0;
  PL_CHECK(EVP_Digest(text.data(), text.size(), digest, &size, EVP_sha1(), nullptr) == 1);
  digest[6] = static_cast<unsigned char>((digest[6] & 0x0fU) | 0x50U);  // version 5
  digest[8] = static_cast<unsigned char>((digest[8] & 0x3fU) | 0x80U);  // the RFC's variant
  std::string guid;
  for (std::size_t i = 0; i < 16; ++i) {
    if (i == 4 || i == 6 || i == 8 || i == 10) guid += '-';
    guid += "0123456789abcdef"[digest[i] >> 4];
    guid += "0123456789abcdef"[digest[i] & 15U];
  }
  return guid;
}

}  // namespace platlint
