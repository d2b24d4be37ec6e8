// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <memory>
#include <string>
#include <vector>

#include "analyzer/lower/terraform/module_instance.h"

namespace platlint::terraform {

// Where the roots of a repository keep their state, so that a `terraform_remote_state` of one finds the root that writes it.
class RemoteStates {
 public:
  // The roots that are evaluated; their variables must have been read.
  explicit RemoteStates(const std::vector<std::unique_ptr<RootEvaluation>>& roots);

  // The `outputs` of the data source with that body, read in a root. The producer is evaluated anew as far as its outputs need; that
  // evaluation is kept in reader.producers. Unknown when no root of the repository writes that state, or when it is not plain which
  // variable set of it does.
  Value outputs(const Value& data_source, SourceRange where, RootEvaluation& reader) const;

 private:
  struct State {
    const RootEvaluation* root = nullptr;
    std::string_view kind = {};  // "s3"
    Value body = {};             // of the backend block
  };
  std::vector<State> states_;
};

}  // namespace platlint::terraform
