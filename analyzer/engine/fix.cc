// SPDX-License-Identifier: Apache-2.0
//
// A fix is a set of edits that must all be made or none. In one round the fixes are taken in the order of their first edit; one that
// touches what another has changed waits for the next round, when its place is known again. Several findings often ask for the same
// edit (a module that is called twice); it is made once. After each round the tree is read anew: a file that had no syntax error
// and now has one gets its old text back, and its fixes of that round are not tried again.
#include "analyzer/engine/fix.h"

#include <algorithm>
#include <iterator>
#include <set>
#include <tuple>
#include <utility>

namespace platlint {
namespace {

using FileTexts = std::map<std::string, std::string, std::less<>>;

// A tree with some files' texts replaced.
class EditedFileSystem final : public FileSystem {
 public:
  EditedFileSystem(const FileSystem& base, const FileTexts& edited) : base_(base), edited_(edited) {}

  Result<std::string> read(std::string_view path, std::uint64_t limit) const override {
    const auto at = edited_.find(path);
    if (at == edited_.end()) return base_.read(path, limit);
    if (at->second.size() > limit) return fail(std::string(path) + ": larger than " + std::to_string(limit) + " bytes");
    return at->second;
  }
  Result<std::vector<DirectoryEntry>> list(std::string_view path) const override {
    auto entries = base_.list(path);
    if (entries)
      for (DirectoryEntry& entry : *entries)
        if (const auto at = edited_.find(path.empty() ? entry.name : std::string(path) + "/" + entry.name); at != edited_.end())
          entry.size = at->second.size();
    return entries;
  }
  Result<DirectoryEntry> stat(std::string_view path) const override {
    auto entry = base_.stat(path);
    if (const auto at = edited_.find(path); entry && at != edited_.end()) entry->size = at->second.size();
    return entry;
  }

 private:
  const FileSystem& base_;
  const FileTexts& edited_;
};

using EditKey = std::tuple<FileId, std::uint32_t, std::uint32_t, std::string>;

EditKey key_of(const Edit& edit) { return {edit.range.file, edit.range.begin, edit.range.end, edit.text}; }

// The edits of a round, without overlaps.
class Selection {
 public:
  explicit Selection(const SourceMap& sources) : sources_(sources) {}

  // Takes all the edits of a fix or none.
  bool take(const Fix& fix) {
    std::vector<Edit> more;
    for (const Edit& edit : fix.edits) {
      const SourceRange& range = edit.range;
      if (!range.valid() || range.file >= sources_.size() || range.begin > range.end || range.end > sources_[range.file].text().size())
        return false;
      if (sources_.slice(range) == edit.text || known_.contains(key_of(edit))) continue;
      for (const auto* list : {&edits_[range.file], &more})
        for (const Edit& other : *list)
          if (other.range.file == range.file && collide(other.range, range)) return false;
      more.push_back(edit);
    }
    for (Edit& edit : more) {
      known_.insert(key_of(edit));
      edits_[edit.range.file].push_back(std::move(edit));
    }
    return !more.empty();
  }

  void apply(FileTexts& texts) {
    for (auto& [file, list] : edits_) {
      if (list.empty()) continue;
      std::sort(list.begin(), list.end(), [](const Edit& a, const Edit& b) { return a.range.begin > b.range.begin; });
      std::string text(sources_[file].text());
      for (const Edit& edit : list) text.replace(edit.range.begin, edit.range.end - edit.range.begin, edit.text);
      texts[sources_[file].path()] = std::move(text);
    }
  }

 private:
  // Two insertions at one place collide too: which comes first nobody knows.
  static bool collide(const SourceRange& a, const SourceRange& b) { return a.begin == b.begin || (a.begin < b.end && b.begin < a.end); }

  const SourceMap& sources_;
  std::map<FileId, std::vector<Edit>> edits_;
  std::set<EditKey> known_;
};

std::set<std::string, std::less<>> broken_files(const Program& program) {
  std::set<std::string, std::less<>> broken;
  for (const Diagnostic& diagnostic : program.diagnostics())
    if (diagnostic.kind == Diagnostic::Kind::kSyntax && diagnostic.range.valid())
      broken.insert(program.sources()[diagnostic.range.file].path());
  return broken;
}

bool wanted(const Finding& finding, const FixOptions& fixing) {
  if (!finding.fix || finding.suppression || finding.status != Status::kFail || finding.fix->edits.empty()) return false;
  return finding.fix->applicability == Applicability::kSafe || (fixing.unsafe && finding.fix->applicability == Applicability::kUnsafe);
}

AppliedFix describe(const Finding& finding, const SourceMap& sources) {
  const SourceRange& range = finding.fix->edits.front().range;
  if (!range.valid() || range.file >= sources.size()) return {std::string(finding.rule->id), {}, 1, finding.fix->description};
  const SourceFile& file = sources[range.file];
  return {std::string(finding.rule->id), file.path(), file.position(range.begin).line, finding.fix->description};
}

}  // namespace

Result<FixResult> fix(const FileSystem& files, const RunOptions& options, const FixOptions& fixing) {
  FixResult result;
  const EditedFileSystem edited(files, result.changed);
  std::set<std::string, std::less<>> frozen;  // files whose fixes went wrong
  auto now = run(edited, options);
  if (!now) return tl::unexpected(now.error());
  for (int round = 0;; ++round) {
    const SourceMap& sources = now->program.sources();
    std::vector<const Finding*> fixable;
    for (const Finding& finding : now->report.findings)
      if (wanted(finding, fixing)) fixable.push_back(&finding);
    std::stable_sort(fixable.begin(), fixable.end(),
                     [](const Finding* a, const Finding* b) { return a->fix->edits.front().range < b->fix->edits.front().range; });
    Selection selection(sources);
    std::vector<AppliedFix> applied;
    for (const Finding* finding : fixable) {
      AppliedFix done = describe(*finding, sources);
      // Only files of the tree can be written: not the text of --var, nor a file from which something was taken back.
      const bool writable = std::all_of(finding->fix->edits.begin(), finding->fix->edits.end(), [&](const Edit& edit) {
        return edit.range.valid() && edit.range.file < sources.size() && files.stat(sources[edit.range.file].path()) &&
               !frozen.contains(sources[edit.range.file].path());
      });
      if (writable && selection.take(*finding->fix)) applied.push_back(std::move(done));
    }
    if (applied.empty()) break;
    if (round == fixing.max_rounds) {
      result.settled = false;
      break;
    }
    const auto broken_before = broken_files(now->program);
    const FileTexts before = result.changed;
    selection.apply(result.changed);
    auto next = run(edited, options);
    if (!next) return tl::unexpected(next.error());
    std::set<std::string, std::less<>> worse;
    for (const std::string& path : broken_files(next->program))
      if (!broken_before.contains(path)) worse.insert(path);
    if (!worse.empty()) {
      // A fix may span files, so the whole round is taken back.
      frozen.insert(worse.begin(), worse.end());
      std::move(applied.begin(), applied.end(), std::back_inserter(result.refused));
      result.changed = before;
      next = run(edited, options);
      if (!next) return tl::unexpected(next.error());
    } else {
      std::move(applied.begin(), applied.end(), std::back_inserter(result.applied));
    }
    now = std::move(next);
  }
  return result;
}

}  // namespace platlint
