/// Large tensors keep their memory from one frame to the next.
#pragma once

namespace nakawari {

/// From now on large CPU tensors of this process take blocks that earlier ones have given back. A
/// fresh block costs more than the work on it: the system clears every page of it. What lies unused
/// is bounded by a tenth of the most that was in use, so the peak hardly rises. Any thread; again
/// and again without effect.
void recycle_tensor_memory();

/// Gives every unused block back to the system. Any thread.
void release_unused_tensor_memory();

}  // namespace nakawari
