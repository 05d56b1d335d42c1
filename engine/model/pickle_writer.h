/// Builds the pickle of a weights file, opcode by opcode (protocol 2, no memo).
#pragma once

#include <cstdint>
#include <span>
#include <string>
#include <string_view>

#include "model/pickle_reader.h"

namespace nakawari {

/// Appends values to a text of bytes; the caller keeps Python's stack in order.
class PickleWriter {
 public:
    PickleWriter();

    void text(std::string_view value);
    void integer(int64_t value);
    void begin_dict();          ///< an empty dict …
    void begin_ordered_dict();  ///< … or OrderedDict, followed by pairs and end_pairs()
    void begin_pairs();
    void end_pairs();
    /// A contiguous tensor over the whole of the storage data/<key>.
    void tensor(ElementType type, std::string_view key, std::span<const int64_t> sizes);
    /// The finished pickle; the writer is used up.
    [[nodiscard]] std::string finish();

 private:
    void global(std::string_view module, std::string_view name);
    void tuple(std::span<const int64_t> values);

    std::string bytes_;
};

}  // namespace nakawari
