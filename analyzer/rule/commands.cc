// SPDX-License-Identifier: Apache-2.0
#include "analyzer/rule/commands.h"

#include <algorithm>
#include <string>

namespace platlint {
namespace {

constexpr int kMostScripts = 5;  // scripts that call scripts, deep

std::string_view trimmed(std::string_view text) {
  while (!text.empty() && (text.front() == ' ' || text.front() == '\t')) text.remove_prefix(1);
  while (!text.empty() && (text.back() == ' ' || text.back() == '\t' || text.back() == '\r')) text.remove_suffix(1);
  return text;
}

std::vector<std::string_view> words_of(std::string_view text) {
  std::vector<std::string_view> words;
  std::size_t begin = std::string_view::npos;
  char quote = 0;
  for (std::size_t i = 0; i <= text.size(); ++i) {
    const char c = i < text.size() ? text[i] : '\n';
    const bool blank = (c == ' ' || c == '\t' || c == '\n') && (quote == 0 || i == text.size());
    if (blank) {
      if (begin != std::string_view::npos) words.push_back(text.substr(begin, i - begin));
      begin = std::string_view::npos;
    } else if (begin == std::string_view::npos) {
      begin = i;
    }
    if (c == '"' || c == '\'') quote = quote == 0 ? c : quote == c ? '\0' : quote;
  }
  return words;
}

// The lines of a text: backslashes at their ends join them.
void add_lines(std::string_view text, const Value& line, const Resource* script, std::vector<Command>& out) {
  std::size_t begin = 0;
  for (std::size_t i = 0; i <= text.size(); ++i) {
    if (i < text.size() && (text[i] != '\n' || (i > 0 && text[i - 1] == '\\'))) continue;
    const std::string_view one = trimmed(text.substr(begin, i - begin));
    if (!one.empty() && !one.starts_with('#')) out.push_back({one, line, script});
    begin = i + 1;
  }
}

void add_commands(const Resource& resource, const RuleContext& ctx, std::vector<const Resource*>& scripts, std::vector<Command>& out) {
  if (resource.kind == "github/step") {
    if (resource["run"].is_string()) add_lines(resource["run"].as_string(), resource["run"], nullptr, out);
  } else if (resource.kind == "gitlab/job") {
    for (const std::string_view part : {"before_script", "script"})
      for (const Value& line : resource[part].items())
        if (line.is_string()) add_lines(line.as_string(), line, nullptr, out);
  } else if (resource.kind == "file/script") {
    for (const Value& line : resource["commands"].items())
      if (line.is_string()) add_lines(line.as_string(), line, &resource, out);
  }
  if (scripts.size() > kMostScripts * 4) return;
  for (const Resource* called : ctx.references(resource, "file/script", "script")) {
    if (std::find(scripts.begin(), scripts.end(), called) != scripts.end()) continue;
    scripts.push_back(called);
    add_commands(*called, ctx, scripts, out);
  }
}

bool has_word(std::string_view command, std::string_view option) {
  if (command.find(option) == std::string_view::npos) return false;  // mostly
  for (const std::string_view word : words_of(command))
    if (word == option || (word.starts_with(option) && word.size() > option.size() && word[option.size()] == '=')) return true;
  return false;
}

struct Known {
  std::string_view command;
  Effect effect;
};

constexpr Known kKnown[] = {
    {"terraform apply", Effect::kApply},
    {"terraform destroy", Effect::kApply},
    {"tofu apply", Effect::kApply},
    {"tofu destroy", Effect::kApply},
    {"terragrunt apply", Effect::kApply},
    {"terragrunt run-all apply", Effect::kApply},
    {"terragrunt destroy", Effect::kApply},
    {"pulumi up", Effect::kApply},
    {"cdk deploy", Effect::kApply},
    {"aws cloudformation deploy", Effect::kApply},
    {"sam deploy", Effect::kApply},
    {"serverless deploy", Effect::kApply},
    {"helm upgrade", Effect::kDeploy},
    {"helm install", Effect::kDeploy},
    {"helmfile apply", Effect::kDeploy},
    {"helmfile sync", Effect::kDeploy},
    {"kubectl apply", Effect::kDeploy},
    {"kubectl create", Effect::kDeploy},
    {"kubectl delete", Effect::kDeploy},
    {"kubectl replace", Effect::kDeploy},
    {"kubectl set image", Effect::kDeploy},
    {"kubectl rollout restart", Effect::kDeploy},
    {"argocd app sync", Effect::kDeploy},
    {"aws ecs update-service", Effect::kDeploy},
    {"aws ecs run-task", Effect::kDeploy},
    {"aws deploy create-deployment", Effect::kDeploy},
    {"aws lambda update-function-code", Effect::kDeploy},
    {"aws cloudfront create-invalidation", Effect::kDeploy},
    {"gcloud run deploy", Effect::kDeploy},
    {"docker push", Effect::kPublish},
    {"podman push", Effect::kPublish},
    {"buildah push", Effect::kPublish},
    {"crane push", Effect::kPublish},
    {"crane copy", Effect::kPublish},
    {"skopeo copy", Effect::kPublish},
    {"helm push", Effect::kPublish},
    {"npm publish", Effect::kPublish},
    {"twine upload", Effect::kPublish},
};

// GitHub actions that change something, and the input that must be true for it.
struct KnownAction {
  std::string_view uses;
  std::string_view input;
  Effect effect;
};

constexpr KnownAction kActions[] = {
    {"docker/build-push-action", "push", Effect::kPublish},
    {"aws-actions/amazon-ecs-deploy-task-definition", "", Effect::kDeploy},
    {"aws-actions/aws-cloudformation-github-deploy", "", Effect::kApply},
    {"azure/k8s-deploy", "", Effect::kDeploy},
};

Effect effect_of_one(std::string_view command) {
  for (const std::string_view harmless : {"--dry-run", "--dryrun", "--help"})
    if (has_word(command, harmless) && !has_word(command, "--dry-run=none")) return Effect::kNone;
  for (const Known& known : kKnown)
    if (runs(command, known.command)) return known.effect;
  // A bucket as the target of a copy; logs and reports go by `cp`.
  if (runs(command, "aws s3 sync")) {
    std::string_view target;
    for (const std::string_view word : words_of(command))
      if (word.find("s3://") != std::string_view::npos) target = word;
    const auto words = words_of(command);
    const std::size_t count = words.size();
    const bool to_bucket = !target.empty() && count > 4 && words[3].find("s3://") == std::string_view::npos;
    return to_bucket ? Effect::kDeploy : Effect::kNone;
  }
  if ((runs(command, "docker buildx build") || runs(command, "docker build") || runs(command, "docker buildx bake")) &&
      has_word(command, "--push"))
    return Effect::kPublish;
  if (command.find("/kaniko/executor") != std::string_view::npos && has_word(command, "--destination") && !has_word(command, "--no-push"))
    return Effect::kPublish;
  return Effect::kNone;
}

// Clusters and clouds that live as long as the job: what is deployed to them is a test.
bool makes_throwaway_target(std::string_view command) {
  for (const std::string_view known : {"kind create cluster", "minikube start", "k3d cluster create", "localstack start"})
    if (runs(command, known)) return true;
  return command.find("localstack") != std::string_view::npos;
}

// What stands between pipes, semicolons and the like, outside quotes.
std::vector<std::string_view> simple_commands(std::string_view text) {
  std::vector<std::string_view> parts;
  std::size_t begin = 0;
  char quote = 0;
  for (std::size_t i = 0; i <= text.size(); ++i) {
    const char c = i < text.size() ? text[i] : ';';
    if (c == '"' || c == '\'') quote = quote == 0 ? c : quote == c ? '\0' : quote;
    if (i < text.size() && (quote != 0 || (c != ';' && c != '|' && c != '&'))) continue;
    if (const std::string_view part = trimmed(text.substr(begin, i - begin)); !part.empty()) parts.push_back(part);
    begin = i + 1;
  }
  return parts;
}

// Words that may stand in front of a command's name.
bool is_prefix(std::string_view word) {
  for (const std::string_view known :
       {"sudo", "exec", "then", "else", "do", "if", "!", "{", "(", "time", "env", "npx", "poetry", "run", "command"})
    if (word == known) return true;
  const std::size_t equals = word.find('=');
  return equals != std::string_view::npos && equals > 0 && word.find_first_of("-/:$") > equals;
}

}  // namespace

bool runs(std::string_view command, std::string_view wanted) {
  if (command.find(wanted.substr(0, wanted.find(' '))) == std::string_view::npos) return false;  // mostly
  const auto words = words_of(command);
  std::size_t i = 0;
  while (i < words.size() && is_prefix(words[i])) ++i;
  bool first = true;
  for (const std::string_view part : words_of(wanted)) {
    // Options with a value of their own word (-n oneprotect, --context dev) are taken for options and one word.
    if (!first)
      while (i < words.size() && words[i].starts_with('-')) {
        const bool inline_value = words[i].find('=') != std::string_view::npos;
        ++i;
        if (!inline_value && i < words.size() && words[i] != part && !words[i].starts_with('-')) ++i;
      }
    if (i >= words.size()) return false;
    const std::string_view word = first ? words[i].substr(words[i].rfind('/') + 1) : words[i];
    if (word != part) return false;
    first = false;
    ++i;
  }
  return true;
}

std::vector<Command> commands_of(const Resource& resource, const RuleContext& ctx) {
  std::vector<Command> out;
  std::vector<const Resource*> scripts;
  if (resource.kind == "github/job") {
    for (const Resource* step : ctx.children(resource, "github/step")) add_commands(*step, ctx, scripts, out);
  } else {
    add_commands(resource, ctx, scripts, out);
  }
  return out;
}

Effect effect_of(std::string_view command) {
  Effect strongest = Effect::kNone;
  for (const std::string_view one : simple_commands(command)) strongest = std::max(strongest, effect_of_one(one));
  return strongest;
}

EffectOf effect_of_job(const Resource& job, const RuleContext& ctx) {
  EffectOf found;
  for (const Command& command : commands_of(job, ctx)) {
    if (makes_throwaway_target(command.text)) return {};
    if (const Effect effect = effect_of(command.text); effect > found.effect) found = {effect, command};
  }
  if (job.kind != "github/job") return found;
  for (const Resource* step : ctx.children(job, "github/step"))
    for (const KnownAction& known : kActions) {
      const Value uses = (*step)["uses"];
      if (uses.contains_text("kind-action") == Tri::kTrue || uses.contains_text("minikube") == Tri::kTrue ||
          uses.contains_text("localstack") == Tri::kTrue)
        return {};
      const bool active = known.input.empty() || (*step)["with"][known.input].is_true() == Tri::kTrue;
      if (uses.starts_with(known.uses) == Tri::kTrue && active && known.effect > found.effect)
        found = {known.effect, {uses.as_string(), uses, nullptr}};
    }
  return found;
}

}  // namespace platlint
