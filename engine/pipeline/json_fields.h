/// Named fields of plain structs to JSON and back, strictly. For the .cpp files of jobs, plans and
/// reports, which link nlohmann_json privately.
#pragma once

#include <concepts>
#include <cstdint>
#include <initializer_list>
#include <limits>
#include <nlohmann/json.hpp>
#include <optional>
#include <set>
#include <string>
#include <string_view>
#include <type_traits>
#include <utility>
#include <vector>

#include "core/error.h"
#include "core/rational.h"

namespace nakawari {

/// What is said about a JSON document that cannot be read or written, one whole sentence each. %1
/// is the key where there is one.
struct JsonDocument {
    Category category = Category::usage;
    int version = 1;  ///< raised when a document would mean something else to an older program
    const char* not_json = nullptr;       ///< %1 is the parser's reason
    const char* not_an_object = nullptr;  ///< the whole document
    const char* wrong_value = nullptr;    ///< %2 is what it should be
    const char* unknown_key = nullptr;
    const char* no_version = nullptr;     ///< %1 is the version of this program
    const char* other_version = nullptr;  ///< %1 is the document's, %2 this program's
    const char* not_utf8 = nullptr;
};

template <typename Enum>
struct EnumName {
    Enum value;
    std::string_view name;
};
/// The words that stand for the values of an enum in JSON.
template <typename Enum>
using EnumNames = std::initializer_list<EnumName<Enum>>;

/// Collects fields into a JSON object. Rationals become "N/D", absent optionals null.
class JsonWriter {
 public:
    template <typename T>
    void field(const char* key, const T& value) {
        object_[key] = to_value(value);
    }
    template <typename Enum>
    void field(const char* key, const Enum& value, const EnumNames<Enum>& names) {
        object_[key] = to_value(value, names);
    }
    template <typename Enum>
    void field(const char* key, const std::optional<Enum>& value, const EnumNames<Enum>& names) {
        object_[key] = value ? to_value(*value, names) : nullptr;
    }
    /// A nested object: `write(JsonWriter&)` adds its fields.
    template <typename Function>
    void object(const char* key, Function&& write) {
        JsonWriter nested;
        std::forward<Function>(write)(nested);
        object_[key] = std::move(nested.object_);
    }

    /// A list of nested objects: `write(JsonWriter&, const Item&)` adds the fields of one.
    template <typename Item, typename Function>
    void list(const char* key, const std::vector<Item>& items, Function&& write) {
        Json array = Json::array();
        for (const Item& item : items) {
            JsonWriter nested;
            write(nested, item);
            array.push_back(std::move(nested.object_));
        }
        object_[key] = std::move(array);
    }

    [[nodiscard]] nlohmann::ordered_json take() { return std::move(object_); }
    /// Pretty-printed, C locale. Throws Error with the document's sentence for text that is no
    /// UTF-8.
    [[nodiscard]] std::string dump(const JsonDocument& document) const;

 private:
    using Json = nlohmann::ordered_json;

    template <typename T>
    static Json to_value(const T& value) {
        return value;
    }
    static Json to_value(const Rational& value) { return value.to_string(); }
    static Json to_value(const std::vector<Rational>& values);
    template <typename T>
    static Json to_value(const std::optional<T>& value) {
        return value ? to_value(*value) : Json(nullptr);
    }
    /// A value without a name keeps its number.
    template <typename Enum>
    static Json to_value(Enum value, const EnumNames<Enum>& names) {
        for (const auto& [known, name] : names) {
            if (known == value) {
                return name;
            }
        }
        return static_cast<int>(value);
    }

    Json object_ = Json::object();
};

/// Reads fields out of a JSON object: a missing key leaves the field as it is, a wrong type or a
/// key that nobody asked for throws the document's sentence naming it ("output.crf", "clips[2]").
class JsonReader {
 public:
    /// `object` and `document` must outlive the reader; `prefix` is "" or "output." and the like.
    JsonReader(const nlohmann::json& object, std::string prefix, const JsonDocument& document);

    /// Throws unless the document says that it has the version of this program.
    void check_version();

    void field(const char* key, bool& value);
    void field(const char* key, std::string& value);
    /// A null is what a number that is not finite was written as.
    void field(const char* key, double& value);
    template <std::integral Integer>
    void field(const char* key, Integer& value) {
        if (const nlohmann::json* found = find(key)) {
            value = static_cast<Integer>(read_integer(
                key,
                *found,
                static_cast<int64_t>(std::numeric_limits<Integer>::min()),
                static_cast<uint64_t>(std::numeric_limits<Integer>::max())
            ));
        }
    }
    void field(const char* key, std::vector<std::string>& values);
    void field(const char* key, std::vector<double>& values);
    void field(const char* key, Rational& value);
    void field(const char* key, std::vector<Rational>& values);
    template <typename T>
    void field(const char* key, std::optional<T>& value) {
        if (const nlohmann::json* found = find(key)) {
            value.reset();
            if (!found->is_null()) {
                field(key, value.emplace());
            }
        }
    }
    template <typename Enum>
    void field(const char* key, Enum& value, const EnumNames<Enum>& names) {
        if (const nlohmann::json* found = find(key)) {
            value = read_enum(key, *found, names);
        }
    }
    template <typename Enum>
    void field(const char* key, std::optional<Enum>& value, const EnumNames<Enum>& names) {
        if (const nlohmann::json* found = find(key)) {
            value.reset();
            if (!found->is_null()) {
                value = read_enum(key, *found, names);
            }
        }
    }
    template <typename Function>
    void object(const char* key, Function&& read) {
        if (const nlohmann::json* found = find(key)) {
            JsonReader nested(*found, prefix_ + key + ".", document_);
            std::forward<Function>(read)(nested);
            nested.finish();
        }
    }
    /// A list of nested objects: `read(JsonReader&, Item&)` fills one.
    template <typename Item, typename Function>
    void list(const char* key, std::vector<Item>& items, Function&& read) {
        const nlohmann::json* found = find_list(key);
        if (found == nullptr) {
            return;
        }
        items.clear();
        for (const nlohmann::json& value : *found) {
            JsonReader nested(value, place_of(key, items.size()), document_);
            read(nested, items.emplace_back());
            nested.finish();
        }
    }
    /// Throws if the object has a key that no call above named.
    void finish() const;

 private:
    [[nodiscard]] const nlohmann::json* find(const char* key);
    /// Null if the key is missing; refuses what is no array.
    [[nodiscard]] const nlohmann::json* find_list(const char* key);
    /// The value's bits; refuses what does not lie from `least` to `most`.
    [[nodiscard]] uint64_t read_integer(
        const char* key, const nlohmann::json& value, int64_t least, uint64_t most
    ) const;
    /// "clips[2]." below this reader's prefix.
    [[nodiscard]] std::string place_of(const char* key, std::size_t index) const;
    [[nodiscard]] double read_double(const char* key, const nlohmann::json& value) const;
    [[noreturn]] void refuse(const char* key, const std::string& expected) const;
    [[nodiscard]] Rational read_rational(const char* key, const nlohmann::json& value) const;

    template <typename Enum>
    Enum read_enum(const char* key, const nlohmann::json& value, const EnumNames<Enum>& names)
        const {
        std::string expected;
        for (const auto& [known, name] : names) {
            if (value.is_string() && value.get_ref<const std::string&>() == name) {
                return known;
            }
            expected += (expected.empty() ? "" : ", ") + std::string(name);
        }
        // Only enums with a fixed width may hold numbers without a name here (H.273 codes).
        if constexpr (std::is_same_v<std::underlying_type_t<Enum>, uint8_t>) {
            if (value.is_number_unsigned() && value.get<uint64_t>() <= 255) {
                return static_cast<Enum>(value.get<uint8_t>());
            }
        }
        refuse(key, "one of " + expected);
    }

    const nlohmann::json& object_;
    const std::string prefix_;
    const JsonDocument& document_;
    std::set<std::string> known_;
};

/// Throws the document's sentence with the parser's reason.
[[nodiscard]] nlohmann::json parse_json(const std::string& text, const JsonDocument& document);

}  // namespace nakawari
