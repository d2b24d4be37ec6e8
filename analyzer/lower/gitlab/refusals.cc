// SPDX-License-Identifier: Apache-2.0
//
// What GitLab refuses of jobs as they refer to stages and to one another. Where something is included that cannot be read, a stage or a
// job that is not found may well exist.
#include <algorithm>
#include <set>

#include "analyzer/lower/gitlab/merge.h"

namespace platlint::gitlab {
namespace {

class JobCheck {
 public:
  JobCheck(Merge& merge, const Tree& root, const Tree& stages, const std::string& name, const Tree& job)
      : merge_(merge), root_(root), stages_(stages), name_(name), job_(job), where_(job.key.valid() ? job.key : job.where) {}

  void run() {
    if (!job_.is_map()) return merge_.complain(where_, "jobs:" + name_ + " config should be a hash");
    const bool incomplete = merge_.result.incomplete;
    const bool does_something = job_.find("script") != nullptr || job_.find("trigger") != nullptr || job_.find("run") != nullptr;
    if (!does_something && !incomplete && name_ != "pages")
      merge_.complain(where_, "jobs:" + name_ + " config should implement the script:, run:, or trigger: keyword");
    if (const Tree* stage = job_.find("stage");
        stage != nullptr && stage->scalar.is_string() && stage_index(job_) == stages_.list.size() && !incomplete)
      merge_.complain(stage->where, name_ + " job: chosen stage " + stage->text() + " does not exist");
    if (job_.find("rules") != nullptr && (job_.find("only") != nullptr || job_.find("except") != nullptr))
      merge_.complain(where_, "jobs:" + name_ + " config key may not be used with `rules`: only, except");
    if (incomplete) return;
    needs();
    dependencies();
  }

 private:
  // The place of the job's stage among the stages; their number when it is not declared. Without `stage` a job runs in test.
  std::size_t stage_index(const Tree& job) const {
    const Tree* stage = job.find("stage");
    const std::string name = stage == nullptr ? "test" : stage->text();
    std::size_t i = 0;
    while (i < stages_.list.size() && stages_.list[i].text() != name) ++i;
    return i;
  }

  void needs() {
    const Tree* list = job_.find("needs");
    if (list == nullptr || !list->is_list()) return;
    for (const Tree& item : list->list) {
      if (item.find("pipeline") != nullptr || item.find("project") != nullptr) {
        every_need_named_ = false;
        continue;
      }
      const Tree* flag = item.find("optional");
      const Tree* of = item.find("job");
      const std::string target = of != nullptr ? of->text() : item.text();
      needed_.insert(target);
      if (const Tree* other = root_.find(target)) {
        if (stage_index(*other) < stages_.list.size() && stage_index(*other) > stage_index(job_))
          merge_.complain(item.where, name_ + " job: need " + target + " is not defined in current or prior stages");
        if ((flag == nullptr || flag->scalar.is_true() == Tri::kFalse) && never_runs(*other))
          merge_.complain(item.where, "'" + name_ + "' job needs '" + target + "' job, which its rules keep out of every pipeline");
      } else if (flag == nullptr || flag->scalar.is_true() == Tri::kFalse) {
        missing(item, target);
      }
    }
  }

  void dependencies() {
    const Tree* list = job_.find("dependencies");
    if (list == nullptr || !list->is_list()) return;
    for (const Tree& item : list->list) {
      const std::string target = item.text();
      if (!needed_.empty() && every_need_named_ && !target.empty() && !needed_.contains(target))
        merge_.complain(item.where, name_ + " job: dependency " + target + " should be part of needs");
      if (root_.find(target) == nullptr) missing(item, target);
    }
  }

  // Jobs of a matrix are named "job: [a, b]".
  void missing(const Tree& item, const std::string& target) {
    if (target.empty() || target.find('[') != std::string::npos || target.find(' ') != std::string::npos) return;
    merge_.complain(item.where, "'" + name_ + "' job needs '" + target + "' job, but '" + target + "' does not exist in the pipeline");
  }

  // The first rule that matches decides; one without a condition always does.
  static bool never_runs(const Tree& job) {
    const Tree* rules = job.find("rules");
    if (rules == nullptr || !rules->is_list() || rules->list.empty()) return false;
    const Tree& first = rules->list.front();
    const Tree* when = first.find("when");
    return when != nullptr && when->text() == "never" && first.map.size() == 1;
  }

  Merge& merge_;
  const Tree& root_;
  const Tree& stages_;
  const std::string& name_;
  const Tree& job_;
  SourceRange where_;
  std::set<std::string> needed_;
  bool every_need_named_ = true;
};

}  // namespace

void check_jobs(Merge& merge, const Tree& root, const Tree& stages) {
  for (const auto& [name, job] : root.map)
    if (is_job(name)) JobCheck(merge, root, stages, name, job).run();
}

}  // namespace platlint::gitlab
