// SPDX-License-Identifier: Apache-2.0
//
// What CI jobs run: the lines of their scripts and, through the repository's own scripts that these call, what those run.
#pragma once

#include <string_view>
#include <vector>

#include "analyzer/rule/rule.h"

namespace platlint {

struct Command {
  std::string_view text = {};        // one command line; a block of lines that YAML holds as one text is taken apart
  Value line = {};                   // where it stands: the item of the job's script, or the script's line
  const Resource* script = nullptr;  // the script that it stands in; null: the job itself
};

// Of a "github/job" (all its steps), a "github/step", a "gitlab/job" (before_script and script) or a "file/script".
std::vector<Command> commands_of(const Resource& resource, const RuleContext& ctx);

// What a command changes outside the pipeline.
enum class Effect : std::uint8_t {
  kNone,
  kPublish,  // makes an artefact public to others: pushes an image, a chart, a package
  kDeploy,   // changes what runs: helm upgrade, kubectl apply, aws ecs update-service, aws s3 sync to a bucket
  kApply,    // changes infrastructure: terraform apply, cdk deploy
};

// Dry runs, templates and plans have no effect.
Effect effect_of(std::string_view command);

struct EffectOf {
  Effect effect = Effect::kNone;  // the strongest
  Command command = {};           // the first that has it
};

// The strongest effect of a job, actions of GitHub counted (docker/build-push-action with `push`, ...). `command.line` is where it stands.
EffectOf effect_of_job(const Resource& job, const RuleContext& ctx);

// Do the words of `command` begin with those of `wanted`, options between them skipped? starts_command("terraform -chdir=x apply",
// "terraform apply").
bool runs(std::string_view command, std::string_view wanted);

}  // namespace platlint
