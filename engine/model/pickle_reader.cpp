/// A stack machine for the few pickle opcodes that weights need.
#include "model/pickle_reader.h"

#include <array>
#include <bit>
#include <cstdio>
#include <optional>
#include <string_view>
#include <unordered_map>

#include "core/error.h"
#include "model/little_endian.h"
#include "model/pickle_tensor.h"

namespace nakawari {
namespace {

constexpr std::size_t most_bytes = std::size_t{16} << 20;
constexpr std::size_t most_values = 1'000'000;

struct StorageType {
    const char* name;
    ElementType type;
    std::size_t size;
};
constexpr std::array storage_types{
    StorageType{"FloatStorage", ElementType::float32, 4},
    StorageType{"HalfStorage", ElementType::float16, 2},
    StorageType{"BFloat16Storage", ElementType::bfloat16, 2},
    StorageType{"DoubleStorage", ElementType::float64, 8},
    StorageType{"IntStorage", ElementType::int32, 4},
    StorageType{"LongStorage", ElementType::int64, 8},
    StorageType{"BoolStorage", ElementType::boolean, 1},
};

constexpr std::string_view ordered_dict = "collections.OrderedDict";
constexpr std::string_view rebuild_tensor = "torch._utils._rebuild_tensor_v2";
constexpr std::string_view rebuild_parameter = "torch._utils._rebuild_parameter";

std::optional<ElementType> storage_type(std::string_view global) {
    for (const StorageType& known : storage_types) {
        if (global == std::string("torch.") + known.name) {
            return known.type;
        }
    }
    return std::nullopt;
}

/// A name from a stranger's file, fit to be shown.
std::string printable(std::string_view name) {
    constexpr std::size_t longest = 80;
    std::string text(name.substr(0, longest));
    for (char& c : text) {
        c = c >= ' ' && c <= '~' ? c : '?';
    }
    return text;
}

class Reader {
 public:
    Reader(std::span<const std::byte> bytes, const std::string& title)
        : rest_(bytes), title_(title) {}

    Pickle run() {
        while (!is_done_) {
            step(std::to_integer<uint8_t>(take(1)[0]));
        }
        return std::move(pickle_);
    }

 private:
    void step(uint8_t opcode);
    [[nodiscard]] bool step_container(uint8_t opcode);
    void push_global();
    void push_long();
    void push_storage();
    void reduce();
    void build() const;
    void set_items(std::size_t first);
    void append(std::size_t first);

    [[noreturn]] void fail_broken(const char* what) const {
        throw Error(
            Category::model,
            NK_TEXT("“%1” does not hold readable weights (%2). Save the network's state_dict with "
                    "torch.save again."),
            {title_, what}
        );
    }
    [[noreturn]] void fail_foreign(const std::string& what) const {
        throw Error(
            Category::model,
            NK_TEXT("“%1” contains %2, which plain weights never need, so it was not loaded and "
                    "nothing in it was run. Save only the network's state_dict with torch.save."),
            {title_, what}
        );
    }

    std::span<const std::byte> take(std::size_t count) {
        if (count > rest_.size()) {
            fail_broken("its pickle ends too early");
        }
        const auto taken = rest_.first(count);
        rest_ = rest_.subspan(count);
        return taken;
    }
    template <typename T>
    T take_number() {
        return load_little_endian<T>(take(sizeof(T)));
    }
    std::string take_text(std::size_t count) {
        const auto bytes = take(count);
        return {reinterpret_cast<const char*>(bytes.data()), bytes.size()};
    }
    std::string take_line() {
        std::string line;
        for (char c = take_number<char>(); c != '\n'; c = take_number<char>()) {
            line += c;
        }
        return line;
    }

    void push(PickleValue value) {
        if (pickle_.values.size() >= most_values) {
            fail_broken("it has too many values");
        }
        pickle_.values.push_back(std::move(value));
        stack_.push_back(static_cast<PickleRef>(pickle_.values.size() - 1));
    }
    [[nodiscard]] std::size_t floor() const { return marks_.empty() ? 0 : marks_.back(); }
    [[nodiscard]] PickleRef top() const {
        if (stack_.size() <= floor()) {
            fail_broken("its pickle is inconsistent");
        }
        return stack_.back();
    }
    PickleRef pop() {
        const PickleRef ref = top();
        stack_.pop_back();
        return ref;
    }
    std::size_t pop_mark() {
        if (marks_.empty()) {
            fail_broken("its pickle is inconsistent");
        }
        const std::size_t first = marks_.back();
        marks_.pop_back();
        return first;
    }
    [[nodiscard]] std::size_t first_of(std::size_t count) const {
        if (stack_.size() - floor() < count) {
            fail_broken("its pickle is inconsistent");
        }
        return stack_.size() - count;
    }
    void push_tuple(std::size_t first) {
        PickleTuple tuple{{stack_.begin() + static_cast<std::ptrdiff_t>(first), stack_.end()}};
        stack_.resize(first);
        push(std::move(tuple));
    }
    void remember(std::size_t slot) { memo_[slot] = top(); }
    void recall(std::size_t slot) {
        const auto found = memo_.find(slot);
        if (found == memo_.end()) {
            fail_broken("its pickle is inconsistent");
        }
        stack_.push_back(found->second);
    }

    std::span<const std::byte> rest_;
    const std::string& title_;
    Pickle pickle_;
    std::vector<PickleRef> stack_;
    std::vector<std::size_t> marks_;
    std::unordered_map<std::size_t, PickleRef> memo_;
    bool is_done_ = false;
};

void Reader::step(uint8_t opcode) {
    switch (opcode) {
        case 0x80:  // PROTO
            if (take_number<uint8_t>() != 2) {
                fail_broken("its pickle protocol is not 2");
            }
            return;
        case 'N':  // NONE
            return push(PickleNone{});
        case 0x88:  // NEWTRUE
            return push(true);
        case 0x89:  // NEWFALSE
            return push(false);
        case 'K':  // BININT1
            return push(int64_t{take_number<uint8_t>()});
        case 'M':  // BININT2
            return push(int64_t{take_number<uint16_t>()});
        case 'J':  // BININT
            return push(int64_t{take_number<int32_t>()});
        case 0x8a:  // LONG1
            return push_long();
        case 'G':  // BINFLOAT, the one big-endian number
            return push(std::bit_cast<double>(__builtin_bswap64(take_number<uint64_t>())));
        case 'X':  // BINUNICODE
            return push(take_text(take_number<uint32_t>()));
        case 'q':  // BINPUT
            return remember(take_number<uint8_t>());
        case 'r':  // LONG_BINPUT
            return remember(take_number<uint32_t>());
        case 'h':  // BINGET
            return recall(take_number<uint8_t>());
        case 'j':  // LONG_BINGET
            return recall(take_number<uint32_t>());
        case 'c':  // GLOBAL
            return push_global();
        case 'Q':  // BINPERSID
            return push_storage();
        case 'R':  // REDUCE
            return reduce();
        case 'b':  // BUILD
            pop();
            return build();
        case '.':  // STOP
            pickle_.root = pop();
            is_done_ = true;
            return;
        default:
            if (!step_container(opcode)) {
                std::array<char, 8> code{};
                std::snprintf(code.data(), code.size(), "0x%02x", opcode);
                fail_foreign(std::string("the pickle opcode ") + code.data());
            }
    }
}

bool Reader::step_container(uint8_t opcode) {
    switch (opcode) {
        case '(':  // MARK
            marks_.push_back(stack_.size());
            break;
        case ')':  // EMPTY_TUPLE
            push(PickleTuple{});
            break;
        case '}':  // EMPTY_DICT
            push(PickleDict{});
            break;
        case ']':  // EMPTY_LIST
            push(PickleList{});
            break;
        case 't':  // TUPLE
            push_tuple(pop_mark());
            break;
        case 0x85:  // TUPLE1
        case 0x86:  // TUPLE2
        case 0x87:  // TUPLE3
            push_tuple(first_of(opcode - 0x84U));
            break;
        case 's':  // SETITEM
            set_items(first_of(2));
            break;
        case 'u':  // SETITEMS
            set_items(pop_mark());
            break;
        case 'a':  // APPEND
            append(first_of(1));
            break;
        case 'e':  // APPENDS
            append(pop_mark());
            break;
        default:
            return false;
    }
    return true;
}

void Reader::push_global() {
    const std::string module = take_line();
    std::string name = module + "." + take_line();
    if (name != ordered_dict && name != rebuild_tensor && name != rebuild_parameter &&
        !storage_type(name)) {
        fail_foreign("the name “" + printable(name) + "”");
    }
    push(PickleGlobal{std::move(name)});
}

void Reader::push_long() {
    const std::size_t count = take_number<uint8_t>();
    if (count > sizeof(int64_t)) {
        fail_broken("it holds a number of more than 64 bits");
    }
    uint64_t value = 0;
    const auto bytes = take(count);
    for (std::size_t i = 0; i < count; ++i) {
        value |= std::to_integer<uint64_t>(bytes[i]) << (8 * i);
    }
    const bool is_negative = count > 0 && (bytes[count - 1] & std::byte{0x80}) != std::byte{0};
    if (is_negative && count < sizeof(int64_t)) {
        value |= ~uint64_t{0} << (8 * count);
    }
    push(static_cast<int64_t>(value));
}

void Reader::push_storage() {
    const auto* id = pickle_.get_if<PickleTuple>(pop());
    if (id == nullptr || id->items.size() != 5) {
        fail_broken("a storage is described wrongly");
    }
    const auto* kind = pickle_.get_if<std::string>(id->items[0]);
    const auto* type = pickle_.get_if<PickleGlobal>(id->items[1]);
    const auto* key = pickle_.get_if<std::string>(id->items[2]);
    const auto* location = pickle_.get_if<std::string>(id->items[3]);
    const auto* count = pickle_.get_if<int64_t>(id->items[4]);
    const auto element = type != nullptr ? storage_type(type->name) : std::nullopt;
    if (kind == nullptr || *kind != "storage" || !element || key == nullptr ||
        location == nullptr || count == nullptr || *count < 0) {
        fail_broken("a storage is described wrongly");
    }
    push(PickleStorage{*element, *key, *count});
}

void Reader::reduce() {
    const PickleRef argument_ref = pop();
    const auto* arguments = pickle_.get_if<PickleTuple>(argument_ref);
    const auto* function = pickle_.get_if<PickleGlobal>(pop());
    if (function == nullptr || arguments == nullptr) {
        fail_broken("its pickle is inconsistent");
    }
    if (function->name == ordered_dict) {
        if (!arguments->items.empty()) {
            fail_broken("a dictionary is described wrongly");
        }
        push(PickleDict{});
    } else if (function->name == rebuild_tensor) {
        auto tensor = make_pickle_tensor(pickle_, *arguments);
        if (!tensor) {
            fail_broken("a tensor does not fit its storage");
        }
        push(std::move(*tensor));
    } else if (function->name == rebuild_parameter) {
        if (arguments->items.size() != 3 ||
            pickle_.get_if<PickleTensor>(arguments->items[0]) == nullptr) {
            fail_broken("a parameter is described wrongly");
        }
        stack_.push_back(arguments->items[0]);
    } else {
        fail_foreign("a call of “" + function->name + "”");
    }
}

/// Python would set attributes: a state_dict carries `_metadata` (versions of modules), of no use
/// here.
void Reader::build() const {
    if (pickle_.get_if<PickleDict>(top()) == nullptr) {
        fail_foreign("an object with attributes");
    }
}

void Reader::set_items(std::size_t first) {
    const std::vector<PickleRef> items(
        stack_.begin() + static_cast<std::ptrdiff_t>(first), stack_.end()
    );
    stack_.resize(first);
    auto* dict = std::get_if<PickleDict>(&pickle_.values[top()]);
    if (dict == nullptr || items.size() % 2 != 0) {
        fail_broken("its pickle is inconsistent");
    }
    for (std::size_t i = 0; i < items.size(); i += 2) {
        dict->items.emplace_back(items[i], items[i + 1]);
    }
}

void Reader::append(std::size_t first) {
    const std::vector<PickleRef> items(
        stack_.begin() + static_cast<std::ptrdiff_t>(first), stack_.end()
    );
    stack_.resize(first);
    auto* list = std::get_if<PickleList>(&pickle_.values[top()]);
    if (list == nullptr) {
        fail_broken("its pickle is inconsistent");
    }
    list->items.insert(list->items.end(), items.begin(), items.end());
}

}  // namespace

std::size_t element_size(ElementType type) {
    return storage_types[static_cast<std::size_t>(type)].size;
}

const char* storage_name(ElementType type) {
    return storage_types[static_cast<std::size_t>(type)].name;
}

Pickle read_pickle(std::span<const std::byte> bytes, const std::string& title) {
    if (bytes.size() > most_bytes) {
        throw Error(
            Category::model,
            NK_TEXT("“%1” describes far more tensors than a network of this program can have."),
            {title}
        );
    }
    return Reader(bytes, title).run();
}

}  // namespace nakawari
