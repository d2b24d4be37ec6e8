// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <initializer_list>
#include <set>
#include <span>
#include <string>
#include <string_view>

#include "analyzer/lower/github/workflow.h"
#include "analyzer/source/source_map.h"
#include "grammars/yaml/node.h"

namespace platlint::github {

using Keys = std::initializer_list<std::string_view>;

// Reads the tree of a workflow or of an action, complaining about what GitHub would not accept. Nodes outlive it.
class Reader {
 public:
  Reader(const SourceFile& file, Workflow& out, Complaints& complaints) : file_(file), out_(out), complaints_(complaints) {}
  void workflow(const yaml::Node& root);
  void action(const yaml::Node& root);

 private:
  // ---- pieces (reader.cc)
  void complain(Topic topic, SourceRange range, std::string message);
  static const yaml::Entry* find(const yaml::Node& node, std::string_view key);  // the last one; null: none
  // Is it a mapping, and not an empty one unless that is allowed? Complains otherwise.
  bool mapping(const yaml::Node& node, std::string_view section, bool may_be_empty = false);
  bool sequence(const yaml::Node& node, std::string_view section, bool may_be_empty = false);
  // Duplicates (without regard to case where `folds`), merge keys, and keys that are not among `known` (empty: any key goes).
  void keys(const yaml::Node& node, const std::string& section, Keys known, bool folds = false);
  SourceRange merge_key(const yaml::Node& node) const;  // where `<<` stands in a mapping that has one
  void unexpected(const yaml::Entry& entry, const std::string& section, Keys known);
  // A scalar with text in it; registers it as a site.
  bool text(const yaml::Node& node, Place place, std::string key, bool may_be_empty = false);
  void site(const yaml::Node& node, Place place, Want want, std::string key);
  void condition(const yaml::Node& node, Place place);
  void boolean(const yaml::Node& node, Place place, std::string key);
  void number(const yaml::Node& node, Place place, const std::string& key, bool whole);
  void texts(const yaml::Node& node, const std::string& section, Place place);  // a list of texts, or one text
  void any(const yaml::Node& node, Place place, const std::string& key);        // data of any shape
  static bool is_expression(const yaml::Node& node);                            // nothing but one ${{ }}

  // ---- sections (reader.cc, reader_jobs.cc)
  void env(const yaml::Node& node, Place place, const std::string& key = "env");
  void permissions(const yaml::Node& node);
  void defaults(const yaml::Node& node, Place place, const yaml::Node*& shell);
  void concurrency(const yaml::Entry& entry, Place place);
  void jobs(const yaml::Node& node);
  void job(const yaml::Entry& entry);
  void call_job(Job& job, const yaml::Node& node);
  void needs(const yaml::Node& node, Job& job);
  void runs_on(const yaml::Node& node);
  void strategy(const yaml::Node& node, Job& job);
  void container(const yaml::Entry& entry, const std::string& section, bool service);
  void services(const yaml::Node& node);
  void credentials(const yaml::Node& node, const std::string& owner);
  void environment(const yaml::Entry& entry);
  void snapshot(const yaml::Entry& entry);
  void steps(const yaml::Node& node, Job& job, Place place, Place condition_place);
  void step(const yaml::Node& node, Job& job, Place place, Place condition_place);

  // ---- events (reader_events.cc)
  void events(const yaml::Node& node);
  void event(std::string_view name, SourceRange range, const yaml::Node* config);
  void webhook(std::string_view name, SourceRange range, const yaml::Node& config);
  void schedule(const yaml::Node& node);
  void dispatch(const yaml::Node& node);
  void dispatch_input(const yaml::Entry& entry);
  void call(const yaml::Node& node);
  void call_input(const yaml::Entry& entry);
  void image_version(const yaml::Node& node);
  void version_pattern(const yaml::Node& node);

  const SourceFile& file_;
  Workflow& out_;
  Complaints& complaints_;
  int job_ = -1;
  int step_ = -1;
  std::set<std::string> step_ids_ = {};  // of the job, in lower case
  std::size_t text_size_ = 0;            // bytes of all sites: aliases can multiply them
  static constexpr std::size_t kMostText = std::size_t{4} << 20;
};

// "a", "b" and "c"
std::string listed(std::span<const std::string_view> words);

}  // namespace platlint::github
