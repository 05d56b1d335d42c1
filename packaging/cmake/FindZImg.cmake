# libzimg through pkg-config, as ZImg::ZImg.
find_package(PkgConfig REQUIRED)
pkg_check_modules(ZImg IMPORTED_TARGET zimg>=3.0)
include(FindPackageHandleStandardArgs)
find_package_handle_standard_args(ZImg REQUIRED_VARS ZImg_LIBRARIES REASON_FAILURE_MESSAGE "install libzimg-dev")
if(ZImg_FOUND AND NOT TARGET ZImg::ZImg)
    add_library(ZImg::ZImg ALIAS PkgConfig::ZImg)
endif()
