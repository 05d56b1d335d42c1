/// The same opcodes that Python's own pickler uses for weights.
#include "model/pickle_writer.h"

#include <limits>
#include <vector>

#include "model/little_endian.h"

namespace nakawari {

PickleWriter::PickleWriter() : bytes_("\x80\x02") {}

void PickleWriter::text(std::string_view value) {
    bytes_ += 'X';
    append_little_endian(bytes_, static_cast<uint32_t>(value.size()));
    bytes_ += value;
}

void PickleWriter::integer(int64_t value) {
    if (value >= 0 && value <= 0xff) {
        bytes_ += 'K';
        append_little_endian(bytes_, static_cast<uint8_t>(value));
    } else if (value >= std::numeric_limits<int32_t>::min() && value <= std::numeric_limits<int32_t>::max()) {
        bytes_ += 'J';
        append_little_endian(bytes_, static_cast<int32_t>(value));
    } else {
        bytes_ += "\x8a\x08";
        append_little_endian(bytes_, value);
    }
}

void PickleWriter::begin_dict() {
    bytes_ += '}';
}

void PickleWriter::begin_ordered_dict() {
    global("collections", "OrderedDict");
    bytes_ += ")R";
}

void PickleWriter::begin_pairs() {
    bytes_ += '(';
}

void PickleWriter::end_pairs() {
    bytes_ += 'u';
}

void PickleWriter::global(std::string_view module, std::string_view name) {
    bytes_ += 'c';
    bytes_ += module;
    bytes_ += '\n';
    bytes_ += name;
    bytes_ += '\n';
}

void PickleWriter::tuple(std::span<const int64_t> values) {
    bytes_ += '(';
    for (const int64_t value : values) {
        integer(value);
    }
    bytes_ += 't';
}

void PickleWriter::tensor(ElementType type, std::string_view key, std::span<const int64_t> sizes) {
    std::vector<int64_t> strides(sizes.size());
    int64_t count = 1;
    for (std::size_t i = sizes.size(); i-- > 0;) {
        strides[i] = count;
        count *= sizes[i];
    }
    global("torch._utils", "_rebuild_tensor_v2");
    bytes_ += "((";
    text("storage");
    global("torch", storage_name(type));
    text(key);
    text("cpu");
    integer(count);
    bytes_ += "tQ";
    integer(0);
    tuple(sizes);
    tuple(strides);
    bytes_ += '\x89';  // requires_grad: no
    begin_ordered_dict();
    bytes_ += "tR";
}

std::string PickleWriter::finish() {
    bytes_ += '.';
    return std::move(bytes_);
}

}  // namespace nakawari
