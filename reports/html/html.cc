// SPDX-License-Identifier: Apache-2.0
#include "reports/html/html.h"

#include <openssl/evp.h>

#include "analyzer/support/check.h"
#include "reports/escape.h"
#include "reports/place.h"
#include "reports/text/text.h"

namespace platlint {
namespace {

constexpr std::string_view kStyle =
    "body{font:15px/1.5 system-ui,sans-serif;margin:2rem auto;max-width:72rem;padding:0 1rem;color:#222;background:#fff}"
    "h1{font-size:1.4rem}h2{font:600 1rem ui-monospace,monospace;margin:2rem 0 .5rem}"
    "article{border-left:4px solid #999;padding:.2rem .8rem;margin:.6rem 0}"
    ".critical{border-color:#8b0000}.high{border-color:#d33}.medium{border-color:#e90}.low{border-color:#37c}.info{border-color:#999}."
    "unknown{border-color:#a5c}"
    "pre{background:#f5f5f5;padding:.5rem;overflow-x:auto;margin:.3rem 0}mark{background:#fd8}small{color:#666}ul{margin:.2rem 0}";

// The policy names the style by its hash, so that no other style can be slipped in.
std::string style_hash() {
  unsigned char digest[EVP_MAX_MD_SIZE];
  unsigned int size = 0;
  PL_CHECK(EVP_Digest(kStyle.data(), kStyle.size(), digest, &size, EVP_sha256(), nullptr) == 1);
  unsigned char base64[64];
  const int length = EVP_EncodeBlock(base64, digest, static_cast<int>(size));
  return std::string(reinterpret_cast<const char*>(base64), static_cast<std::size_t>(length));
}

void write_one(const Finding& finding, const SourceMap& sources, Places& places, const Redactor& redact, std::string& out) {
  const Place place = places(finding);
  const std::string label = finding.status == Status::kUnknown ? "unknown" : std::string(name(finding.severity));
  out += "<article class=\"" + label + "\"><strong>" + label + "</strong> " + escape_xml(redact(finding.message)) + " <small>" +
         escape_xml(finding.rule->id) + ", line " + std::to_string(place.start.line) + "</small>\n";
  if (finding.subject && !finding.subject->address.empty())
    out += "<div><code>" + escape_xml(redact(finding.subject->address)) + "</code></div>\n";
  if (finding.range.valid() && finding.range.file < sources.size() && !redact.hides(sources, finding.range))
    out += "<pre>" + escape_xml(redact(excerpt(sources[finding.range.file], place.start.line, finding.range).text)) + "</pre>\n";
  if (!finding.related.empty()) {
    out += "<ul>";
    for (const RelatedPlace& related : finding.related)
      out += "<li>" + escape_xml(describe(places(related.range))) + ": " + escape_xml(redact(related.message)) + "</li>";
    out += "</ul>\n";
  }
  out += "</article>\n";
}

}  // namespace

void write_html(const Report& report, const SourceMap& sources, const ReportOptions&, std::string& out) {
  const Redactor redact(report, sources);
  Places places(sources);
  out +=
      "<!DOCTYPE html>\n<html lang=\"en\"><head><meta charset=\"utf-8\">\n<meta http-equiv=\"Content-Security-Policy\" "
      "content=\"default-src 'none'; style-src 'sha256-" +
      style_hash() + "'\">\n<meta name=\"viewport\" content=\"width=device-width\">\n<title>platlint report</title>\n<style>" +
      std::string(kStyle) + "</style></head><body>\n";
  out += "<h1>platlint: " + escape_xml(summary_line(summarize(report))) + (incomplete(report) ? "; the analysis is incomplete" : "") +
         "</h1>\n<ul>\n";
  constexpr std::size_t kListed = 1000;
  for (const std::string& line : coverage_lines(report, kListed)) out += "<li>" + escape_xml(redact(line)) + "</li>\n";
  out += "</ul>\n";
  std::string_view path;
  bool first = true;
  for (const Finding& finding : report.findings) {
    if (finding.suppression || finding.status == Status::kPass) continue;
    const Place place = places(finding);
    if (first || place.path != path) out += "<h2>" + escape_xml(place.path.empty() ? "(the repository)" : place.path) + "</h2>\n";
    first = false;
    path = place.path;
    write_one(finding, sources, places, redact, out);
  }
  bool any = false;
  for (const Finding& finding : report.findings) {
    if (!finding.suppression) continue;
    if (!any) out += "<h2>Suppressed</h2>\n<ul>\n";
    any = true;
    const Place place = places(finding);
    out += "<li><code>" + escape_xml(describe(place)) + "</code> " + escape_xml(finding.rule->id) + ": " +
           escape_xml(redact(finding.message)) + " <small>(" + escape_xml(finding.suppression->kind) + ": " +
           escape_xml(redact(finding.suppression->reason)) + ")</small></li>\n";
  }
  if (any) out += "</ul>\n";
  out += "</body></html>\n";
}

}  // namespace platlint
