// SPDX-License-Identifier: Apache-2.0
//
// Kyverno's offline test suites. A suite names policies, resources and values; each row of `results` says what a rule must answer for
// resources picked by name. Resources are loaded once per apiVersion, kind, namespace and name. A row that names nothing, or nothing that
// was loaded, is about all resources.
#include "analyzer/policy/test_runner.h"

#include <algorithm>
#include <array>
#include <map>
#include <set>

#include "analyzer/eval/json_value.h"
#include "analyzer/lower/lower.h"
#include "analyzer/policy/policy.h"
#include "analyzer/support/glob.h"
#include "grammars/yaml/parser.h"

namespace platlint {
namespace {

using namespace policy;

constexpr std::uint64_t kMaxFile = 16U << 20U;
constexpr int kMaxDirectories = 32;

// Kinds without a namespace; anything else without one lies in "default".
constexpr std::array<std::string_view, 26> kClusterKinds = {"Namespace",
                                                            "Node",
                                                            "PersistentVolume",
                                                            "ClusterRole",
                                                            "ClusterRoleBinding",
                                                            "CustomResourceDefinition",
                                                            "StorageClass",
                                                            "PriorityClass",
                                                            "IngressClass",
                                                            "RuntimeClass",
                                                            "ValidatingWebhookConfiguration",
                                                            "MutatingWebhookConfiguration",
                                                            "APIService",
                                                            "CertificateSigningRequest",
                                                            "ClusterPolicy",
                                                            "ValidatingAdmissionPolicy",
                                                            "ValidatingAdmissionPolicyBinding",
                                                            "CSIDriver",
                                                            "CSINode",
                                                            "VolumeAttachment",
                                                            "PodSecurityPolicy",
                                                            "FlowSchema",
                                                            "PriorityLevelConfiguration",
                                                            "ClusterIssuer",
                                                            "ValidatingPolicy",
                                                            "MutatingPolicy"};

struct Loaded {
  Value object = {};
  std::string kind = {};
  std::string space = {};
  std::string name = {};
};

class Suite {
 public:
  Suite(const FileSystem& files, std::string path, TestReport& report) : files_(files), path_(std::move(path)), report_(report) {
    const std::size_t slash = path_.rfind('/');
    folder_ = slash == std::string::npos ? "" : path_.substr(0, slash);
  }

  void run() {
    for (const Value& test : documents(path_)) {
      if (!test["results"].is_list()) continue;
      load(test);
      for (const Value& row : test["results"].items()) judge(row, row_++);
    }
  }

 private:
  void problem(const std::string& path, const std::string& what) { report_.problems.push_back(path + ": " + what); }

  std::vector<Value> documents(const std::string& path) {
    std::vector<Value> out;
    auto text = files_.read(path, kMaxFile);
    if (!text) {
      problem(path, text.error().message);
      return out;
    }
    const SourceFile& file = sources_[sources_.add(path, *std::move(text))];
    Diagnostics diagnostics;
    const yaml::File* tree = path.ends_with(".json") ? yaml::parse_json(file, arena_, diagnostics) : yaml::parse(file, arena_, diagnostics);
    for (const Diagnostic& diagnostic : diagnostics)
      problem(path + ":" + std::to_string(file.position(diagnostic.range.begin).line), diagnostic.message);
    for (const yaml::Document& document : tree->documents)
      if (document.root != nullptr) add(to_value(*document.root, arena_), out, 0);
    return out;
  }

  void add(const Value& object, std::vector<Value>& out, int depth) {
    if (object["kind"].is_string() && object["kind"].as_string().ends_with("List") && object["items"].is_list() && depth < 8) {
      for (const Value& item : object["items"].items()) add(item, out, depth + 1);
    } else if (object.is_map()) {
      out.push_back(object);
    }
  }

  // Documents of a file, or of all YAML files of a folder.
  std::vector<Value> all_documents(const Value& paths) {
    std::vector<Value> out;
    for (const Value& item : paths.each()) {
      const auto text = item.text();
      if (!text) continue;
      const auto path = resolve_path(folder_, *text);
      if (!path) {
        problem(path_, path.error().message);
        continue;
      }
      const auto entry = files_.stat(*path);
      std::vector<std::string> found;
      if (entry && entry->type == DirectoryEntry::Type::kDirectory) {
        if (const auto list = files_.list(*path))
          for (const DirectoryEntry& file : *list)
            if (file.name.ends_with(".yaml") || file.name.ends_with(".yml") || file.name.ends_with(".json"))
              found.push_back(*path + "/" + file.name);
      } else {
        found.push_back(*path);
      }
      for (const std::string& file : found)
        for (const Value& document : documents(file)) out.push_back(document);
    }
    return out;
  }

  void load(const Value& test) {
    for (const Value& document : all_documents(test["policies"])) {
      if (is_policy(document)) policies_.push_back(compile_policy(document));
      else if (const auto name = document["metadata"]["name"].text()) unsupported_.emplace(*name, document["kind"].text().value_or(""));
    }
    for (const std::string_view key : {"resources", "targetResources"})
      for (const Value& object : all_documents(test[key])) keep(object);
    for (const Value& document : all_documents(test["exceptions"]))
      if (document["kind"].equals("PolicyException") == Tri::kTrue) exceptions_.push_back(document);
    cluster_ = all_documents(test["clusterResources"]);
    for (const Value& document : all_documents(test["context"]))
      for (const Value& object : document["spec"]["resources"].items()) cluster_.push_back(object);
    for (std::size_t i = 0; i < cluster_.size(); ++i)  // a ClusterResource lists objects of its own
      if (const Value inner = cluster_[i]["spec"]["resources"]; cluster_[i]["kind"].equals("ClusterResource") == Tri::kTrue)
        for (const Value& object : inner.items()) cluster_.push_back(Value(object));
    values_ = test["values"];
    if (!values_.is_map())
      if (const auto found = all_documents(test["variables"]); !found.empty()) values_ = found.front();
    if (values_["spec"].is_map() && values_["policies"].is_missing()) values_ = values_["spec"];
    if (const auto found = all_documents(test["userinfo"]); !found.empty()) user_info_ = found.front();
    for (const Value& space : values_["namespaceSelector"].items())
      if (const auto name = space["name"].text()) namespace_labels_[*name] = space["labels"];
    for (const Loaded& resource : resources_)
      if (resource.kind == "Namespace" && !namespace_labels_.contains(resource.name))
        namespace_labels_[resource.name] = resource.object["metadata"]["labels"];
  }

  void keep(const Value& object) {
    const auto kind = object["kind"].text();
    if (!kind) return;
    Loaded loaded{.object = object,
                  .kind = *kind,
                  .space = object["metadata"]["namespace"].text().value_or(""),
                  .name = object["metadata"]["name"].text().value_or("")};
    if (loaded.name.empty()) loaded.name = object["metadata"]["generateName"].text().value_or("");
    if (loaded.space.empty() && std::find(kClusterKinds.begin(), kClusterKinds.end(), *kind) == kClusterKinds.end()) {
      loaded.space = "default";
      const Value metadata = with_member(object["metadata"].is_map() ? object["metadata"] : Value::map({}), "namespace",
                                         Value::string("default").used_at(object["metadata"].where()), arena_);
      loaded.object = with_member(object, "metadata", metadata, arena_);
    }
    if (seen_.insert(object["apiVersion"].text().value_or("") + "\n" + *kind + "\n" + loaded.space + "\n" + loaded.name).second)
      resources_.push_back(std::move(loaded));
  }

  std::vector<const Loaded*> chosen(const Value& row) const {
    std::vector<const Loaded*> out;
    std::vector<std::string> names;
    for (const std::string_view key : {"resources", "resource"})
      for (const Value& item : row[key].each())
        if (const auto text = item.text()) names.push_back(*text);
    const auto old_space = row["namespace"].text();
    for (const std::string& wanted : names)
      for (const Loaded& resource : resources_) {
        const std::size_t slash = wanted.rfind('/');
        const bool same = slash == std::string::npos
                              ? resource.name == wanted
                              : resource.name == wanted.substr(slash + 1) &&
                                    (resource.space == wanted.substr(0, slash) || wanted.substr(0, slash).ends_with("/" + resource.space));
        if (same && (!old_space || resource.space == *old_space) && std::find(out.begin(), out.end(), &resource) == out.end())
          out.push_back(&resource);
      }
    return out;
  }

  void set_values(Request& request, const Value& values) {
    for (const Member& member : values.members()) {
      if (member.key == "request.operation") request.operation = member.value.text().value_or(request.operation);
      else request.values.emplace_back(std::string(member.key), member.value);
    }
  }

  Request request_for(const CompiledPolicy& policy, const std::string& rule, const Loaded& resource, const Value& row) {
    Request request;
    set_values(request, values_["globalValues"]);
    for (const Value& entry : values_["policies"].items()) {
      if (entry["name"].equals(policy.name) != Tri::kTrue) continue;
      for (const Value& one : entry["rules"].items())
        if (one["name"].equals(rule) == Tri::kTrue) set_values(request, one["values"]);
      for (const Value& one : entry["resources"].items())
        if (one["name"].equals(resource.name) == Tri::kTrue) set_values(request, one["values"]);
    }
    if (const auto operation = row["operation"].text()) request.operation = *operation;
    request.user_info = user_info_;
    request.namespace_labels = namespace_labels_;
    request.cluster = cluster_;
    request.object = resource.object;
    if (request.operation == "UPDATE") request.old_object = resource.object;
    if (request.operation == "DELETE") {
      request.old_object = resource.object;
      request.object = Value();
    }
    return request;
  }

  bool excepted(const CompiledPolicy& policy, const CompiledRule& rule, const Request& request) {
    return std::any_of(exceptions_.begin(), exceptions_.end(), [&](const Value& exception) {
      const Value spec = exception["spec"];
      const bool named = std::any_of(spec["exceptions"].items().begin(), spec["exceptions"].items().end(), [&](const Value& one) {
        std::string name = one["policyName"].text().value_or("");
        if (const std::size_t slash = name.find('/'); slash != std::string::npos) name = name.substr(slash + 1);
        return matches_wildcard(name, policy.name) &&
               std::any_of(one["ruleNames"].items().begin(), one["ruleNames"].items().end(),
                           [&](const Value& wanted) { return matches_wildcard(wanted.text().value_or(""), rule.name); });
      });
      CompiledPolicy anywhere;
      if (!named || applies(anywhere, spec, request, arena_) != Tri::kTrue) return false;
      return spec["conditions"].is_absent() || conditions_hold(policy, rule, spec["conditions"], request, arena_) == Tri::kTrue;
    });
  }

  static std::string word(Verdict verdict, bool scored) {
    switch (verdict) {
      case Verdict::kPass:
        return "pass";
      case Verdict::kFail:
        return scored ? "fail" : "warn";
      case Verdict::kSkip:
        return "skip";
      case Verdict::kError:
        return "error";
      case Verdict::kUnknown:
        break;
    }
    return "skip";  // what is not known in a suite's data was left out on purpose
  }

  void judge(const Value& row, std::size_t index) {
    TestRow base{.suite = path_,
                 .row = index,
                 .policy = row["policy"].text().value_or(""),
                 .rule = row["rule"].text().value_or(""),
                 .resource = {},
                 .kind = row["kind"].text().value_or("")};
    base.expected = row["result"].is_absent() ? row["status"].text().value_or("") : row["result"].text().value_or("");
    std::string name = base.policy;
    if (const std::size_t slash = name.find('/'); slash != std::string::npos) name = name.substr(slash + 1);
    const auto at = std::find_if(policies_.begin(), policies_.end(), [&](const CompiledPolicy& policy) { return policy.name == name; });
    const auto missing = [&](std::string detail) {
      base.actual = "missing";
      base.detail = std::move(detail);
      report_.rows.push_back(base);
    };
    if (at == policies_.end()) {
      const auto other = unsupported_.find(name);
      return missing(other == unsupported_.end() ? "no such policy" : "policies of kind " + other->second + " are not evaluated");
    }
    std::vector<const CompiledRule*> rules;
    bool other = false;
    for (const CompiledRule& rule : at->rules) {
      if (rule.name != base.rule && rule.name != "autogen-" + base.rule && rule.name != "autogen-cronjob-" + base.rule &&
          !base.rule.empty())
        continue;
      rules.push_back(&rule);
      other = other || rule.type == RuleType::kOther;
    }
    if (other) return missing("rules of this type are not evaluated");
    const std::vector<const Loaded*> named = chosen(row);
    std::vector<const Loaded*> all;
    for (const Loaded& resource : resources_) all.push_back(&resource);
    // A name may stand for resources of several kinds; those that the rule is not about say nothing once another one answered.
    std::set<std::string> names_answered;
    std::vector<TestRow> silent;
    bool answered = false;
    for (const Loaded* resource : named.empty() ? all : named) {
      TestRow out = base;
      out.resource = resource->space.empty() ? resource->name : resource->space + "/" + resource->name;
      if (out.kind.empty() || named.empty()) out.kind = resource->kind;
      if (answer(*at, rules, *resource, row, out)) {
        answered = true;
        names_answered.insert(resource->name);
        report_.rows.push_back(std::move(out));
      } else if (!named.empty()) {
        out.actual = "excluded";
        out.detail = rules.empty() ? "the policy has no such rule" : "the rule gave no response";
        silent.push_back(std::move(out));
      }
    }
    for (TestRow& out : silent)
      if (const std::string& whole = out.resource; !names_answered.contains(whole.substr(whole.rfind('/') + 1))) {
        answered = true;
        report_.rows.push_back(std::move(out));
      }
    if (answered) return;
    base.actual = "excluded";
    base.detail = "no resource got a response";
    report_.rows.push_back(base);
  }

  bool answer(const CompiledPolicy& policy, const std::vector<const CompiledRule*>& rules, const Loaded& resource, const Value& row,
              TestRow& out) {
    const bool scored = policy.body["metadata"]["annotations"]["policies.kyverno.io/scored"].equals("false") != Tri::kTrue;
    for (const CompiledRule* rule : rules) {
      const std::string base = rule->autogen ? rule->name.substr(rule->name.starts_with("autogen-cronjob-") ? 16 : 8) : rule->name;
      const Request request = request_for(policy, base, resource, row);
      Arena scratch;
      auto result = evaluate_rule(policy, *rule, request, scratch);
      if (!result) continue;
      if (excepted(policy, *rule, request)) {
        result->verdict = Verdict::kSkip;
        result->message = "an exception holds";
      }
      out.actual = word(result->verdict, scored);
      out.detail = result->message;
      if (!result->path.empty()) out.detail += " (" + result->path + ")";
      return true;
    }
    return false;
  }

  const FileSystem& files_;
  std::string path_;
  std::string folder_;
  TestReport& report_;
  SourceMap sources_;
  Arena arena_;
  std::vector<CompiledPolicy> policies_;
  std::map<std::string, std::string> unsupported_;  // name -> kind
  std::vector<Loaded> resources_;
  std::set<std::string> seen_;
  std::vector<Value> exceptions_;
  std::vector<Value> cluster_;
  Value values_;
  Value user_info_;
  std::map<std::string, Value> namespace_labels_;
  std::size_t row_ = 0;
};

void find_suites(const FileSystem& files, const std::string& path, std::vector<std::string>& out, int depth) {
  const auto entry = files.stat(path);
  if (!entry) return;
  if (entry->type == DirectoryEntry::Type::kFile) {
    out.push_back(path);
    return;
  }
  const auto list = files.list(path);
  if (!list || depth > kMaxDirectories) return;
  for (const DirectoryEntry& child : *list) {
    const std::string below = path.empty() ? child.name : path + "/" + child.name;
    if (child.type == DirectoryEntry::Type::kFile && (child.name == "kyverno-test.yaml" || child.name == "kyverno-test.yml"))
      out.push_back(below);
    if (child.type == DirectoryEntry::Type::kDirectory && child.name != ".git") find_suites(files, below, out, depth + 1);
  }
}

std::string quoted(std::string_view text) {
  std::string out;
  write_json(Value::string(text), out);
  return out;
}

}  // namespace

TestReport run_policy_tests(const FileSystem& files, std::string_view path) {
  TestReport report;
  std::vector<std::string> suites;
  find_suites(files, std::string(path), suites, 0);
  if (suites.empty()) report.problems.push_back(std::string(path) + ": no kyverno-test.yaml here");
  for (const std::string& suite : suites) Suite(files, suite, report).run();
  return report;
}

std::string test_report_json(const TestReport& report) {
  std::string out = "{\"schema\": \"platlint/test/v1\", \"rows\": [";
  bool first = true;
  for (const TestRow& row : report.rows) {
    out += first ? "\n" : ",\n";
    first = false;
    out += "  {\"suite\": " + quoted(row.suite) + ", \"row\": " + std::to_string(row.row) + ", \"policy\": " + quoted(row.policy) +
           ", \"rule\": " + quoted(row.rule) + ", \"resource\": " + quoted(row.resource) + ", \"kind\": " + quoted(row.kind) +
           ", \"expected\": " + quoted(row.expected) + ", \"actual\": " + quoted(row.actual) + ", \"detail\": " + quoted(row.detail) + "}";
  }
  return out + "\n]}\n";
}

std::string test_report_text(const TestReport& report, bool strict) {
  std::string out;
  std::size_t failed = 0;
  for (const TestRow& row : report.rows) {
    const bool holds = row.holds(strict);
    failed += !holds;
    out += std::string(holds ? "ok    " : "FAIL  ") + row.policy + "/" + row.rule + " " + row.kind + " " + row.resource + ": ";
    out += holds && row.actual == row.expected ? row.actual : "wanted " + row.expected + ", got " + row.actual;
    if (!row.detail.empty() && (!holds || row.actual == "excluded")) out += " (" + row.detail + ")";
    out += "\n";
  }
  for (const std::string& problem : report.problems) out += "note  " + problem + "\n";
  return out + std::to_string(report.rows.size() - failed) + " tests passed and " + std::to_string(failed) + " tests failed\n";
}

}  // namespace platlint
