// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>
#include <string_view>
#include <vector>

#include "grammars/hcl/expression_reader.h"

namespace platlint::hcl {

// Files of the native syntax: bodies, arguments, blocks, and how to go on after mistakes (see the essay in body_reader.cc).
class BodyReader : public ExpressionReader {
 public:
  BodyReader(const SourceFile& file, Arena& arena, Diagnostics& diagnostics);

  const File* read();

 private:
  struct Items {
    std::vector<Attribute> attributes = {};
    std::vector<Block> blocks = {};
  };
  // Why and where an item was given up.
  struct Failure {
    std::size_t go_on_behind = 0;  // lines behind this place may begin the next item
    bool value = false;            // the value of an argument, the last attribute of the body, did not parse
    bool not_closed = false;       // a block without its end: what follows it has been read already, or stands at `at_`
  };

  Body body(bool in_block, std::size_t header_column);
  void item(Items& items, bool in_block);
  void argument(std::string_view name, SourceRange name_range, Items& items);
  void end_of_item();
  void block(std::string_view type, SourceRange type_range, Items& items);
  bool labels(std::vector<Label>& labels);
  Body single_line_body();
  void check_duplicates(const std::vector<Attribute>& attributes);

  void mend(std::size_t begin, std::size_t attributes_before, std::size_t blocks_before, Items& items);
  bool goes_on_with(const Attribute& before, std::size_t at) const;
  void find_next_item(std::size_t item);
  void cut_unclosed(Items& items);
  std::size_t column(std::size_t at) const;
  bool begins_item(std::size_t at) const;

  Failure failure_ = {};
  std::size_t read_again_ = 0;  // bytes
  std::size_t salvaged_ = 0;    // bytes given to the second reader
};

}  // namespace platlint::hcl
