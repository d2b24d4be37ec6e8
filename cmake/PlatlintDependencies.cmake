# Debian packages through pkg-config, and the C sources that npm brings to grammars/node_modules (ci/setup).
find_package(PkgConfig REQUIRED)
pkg_check_modules(yaml_cpp REQUIRED IMPORTED_TARGET yaml-cpp)
pkg_check_modules(re2 REQUIRED IMPORTED_TARGET re2)
pkg_check_modules(libgit2 REQUIRED IMPORTED_TARGET libgit2)
find_package(nlohmann_json REQUIRED)
find_package(GTest REQUIRED)

# Debian's rapidcheck has no CMake package.
add_library(rapidcheck INTERFACE)
target_link_libraries(rapidcheck INTERFACE -lrapidcheck)

set(node_modules ${CMAKE_SOURCE_DIR}/grammars/node_modules)
set(tree_sitter_lib ${node_modules}/tree-sitter/vendor/tree-sitter/lib)
if(NOT EXISTS ${tree_sitter_lib})
  message(FATAL_ERROR "grammars/node_modules is missing: run ci/setup first")
endif()
add_library(tree_sitter STATIC
  ${tree_sitter_lib}/src/lib.c
  ${node_modules}/@tree-sitter-grammars/tree-sitter-hcl/src/parser.c
  ${node_modules}/@tree-sitter-grammars/tree-sitter-hcl/src/scanner.c
  ${node_modules}/@tree-sitter-grammars/tree-sitter-yaml/src/parser.c
  ${node_modules}/@tree-sitter-grammars/tree-sitter-yaml/src/scanner.c)
target_include_directories(tree_sitter SYSTEM PUBLIC ${tree_sitter_lib}/include PRIVATE ${tree_sitter_lib}/src)
target_compile_options(tree_sitter PRIVATE -w -O2)
if(PLATLINT_FUZZ)
  # Fuzzers hunt through our code; the sanitizers watch theirs all the same.
  target_compile_options(tree_sitter PRIVATE -fno-sanitize=fuzzer-no-link)
endif()
