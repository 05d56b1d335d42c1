/// The words that stand for evaluation items in plans and reports. Needs nlohmann_json.
#pragma once

#include "pipeline/json_fields.h"
#include "report/poc_report.h"

namespace nakawari {

inline const EnumNames<TargetItem> target_items{
    {TargetItem::psnr_db, "psnr_db"},
    {TargetItem::psnr_gain_db, "psnr_gain_db"},
    {TargetItem::psnr_loss_db, "psnr_loss_db"},
    {TargetItem::ssim, "ssim"},
    {TargetItem::high_frequency_error, "high_frequency_error"},
    {TargetItem::frame_ms, "frame_ms"},
    {TargetItem::parameters, "parameters"},
    {TargetItem::file_bytes, "file_bytes"},
    {TargetItem::peak_memory_bytes, "peak_memory_bytes"}};

// Archive is JsonWriter with a const Target, or JsonReader with one to fill.
template <typename Archive, typename AnyTarget>
void target_fields(Archive& archive, AnyTarget& target) {
    archive.field("item", target.item, target_items);
    archive.field("value", target.value);
    archive.field("width", target.width);
    archive.field("height", target.height);
}

}  // namespace nakawari
