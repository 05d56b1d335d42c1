/// Named fields of plain structs to JSON and back, strictly. Private to engine/pipeline.
#pragma once

#include <cstdint>
#include <initializer_list>
#include <nlohmann/json.hpp>
#include <optional>
#include <set>
#include <string>
#include <string_view>
#include <type_traits>
#include <utility>
#include <vector>

#include "core/rational.h"

namespace nakawari {

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

    [[nodiscard]] nlohmann::ordered_json take() { return std::move(object_); }

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
/// key that nobody asked for throws Error{usage} naming it ("output.crf").
class JsonReader {
 public:
    /// `object` must outlive the reader; `prefix` is "" or "output." and the like.
    JsonReader(const nlohmann::json& object, std::string prefix);

    void field(const char* key, bool& value);
    void field(const char* key, int& value);
    void field(const char* key, std::string& value);
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
            JsonReader nested(*found, prefix_ + key + ".");
            std::forward<Function>(read)(nested);
            nested.finish();
        }
    }
    /// Throws if the object has a key that no call above named.
    void finish() const;

 private:
    [[nodiscard]] const nlohmann::json* find(const char* key);
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
    std::set<std::string> known_;
};

}  // namespace nakawari
