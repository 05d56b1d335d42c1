/// Parts of a network that a phase leaves as they are.
#pragma once

#include <string>
#include <vector>

#include "model/network.h"

namespace nakawari {

/// While it lives, parameters whose names begin with one of `beginnings` ask for no gradients, so
/// that nothing is recorded or computed backwards for a part that is frozen as a whole. Keeps a
/// reference to the network; one thread.
class FrozenParts {
 public:
    FrozenParts(const StMfNet& network, std::vector<std::string> beginnings);
    ~FrozenParts();
    FrozenParts(const FrozenParts&) = delete;
    FrozenParts& operator=(const FrozenParts&) = delete;

    /// After train(), which asks every batch-norm to learn from its batches: not those of here.
    void keep_norm_statistics();

 private:
    [[nodiscard]] bool holds(const std::string& name) const;

    StMfNet network_;
    std::vector<std::string> beginnings_;
    std::vector<torch::Tensor> parameters_;  ///< those that asked for gradients before
};

}  // namespace nakawari
