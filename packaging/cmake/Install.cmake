# Where things go: programs, their LibTorch, data, and what desktops read. Included after the programs are defined.
option(NAKAWARI_BUNDLE_LIBTORCH "cmake --install copies LibTorch beside the program, so that the build folder and its cache may go" ON)

set(id "org.nakawari.nakawari")
set(data "${CMAKE_INSTALL_DATADIR}/nakawari")
set(private_libraries "${CMAKE_INSTALL_LIBDIR}/nakawari")
set(NAKAWARI_PRIVATE_LIBRARIES "${private_libraries}")

set(programs nakawari-cli)
if(TARGET nakawari)
    list(APPEND programs nakawari)
endif()
if(NAKAWARI_BUNDLE_LIBTORCH)
    # Relative, so that the folder can be moved and no build machine's path is left in it.
    file(RELATIVE_PATH from_programs "${CMAKE_INSTALL_FULL_BINDIR}" "${CMAKE_INSTALL_FULL_LIBDIR}/nakawari")
    set_target_properties(${programs} PROPERTIES INSTALL_RPATH "$ORIGIN/${from_programs}")
    foreach(library ${LibTorch_CPU_LIBRARY} ${LibTorch_C10_LIBRARY} "${LIBTORCH_DIR}/torch/lib/libgomp.so.1")
        install(PROGRAMS "${library}" DESTINATION "${private_libraries}")
        cmake_path(GET library FILENAME name)
        # Symbols for debuggers are a fifth of it.
        install(CODE "execute_process(COMMAND strip --strip-unneeded \"\$ENV{DESTDIR}\${CMAKE_INSTALL_PREFIX}/${private_libraries}/${name}\")")
    endforeach()
    # NVIDIA's are passed on as they are.
    install(PROGRAMS "${LibTorch_CUDART_LIBRARY}" "${LibTorch_CUPTI_LIBRARY}" DESTINATION "${private_libraries}")
    set(licences "${CMAKE_INSTALL_DOCDIR}/licences")
    file(GLOB torch_licence "${LIBTORCH_DIR}/torch-*.dist-info/licenses/LICENSE")
    file(GLOB cudart_licence "${LIBTORCH_DIR}/nvidia_cuda_runtime-*.dist-info/licenses/License.txt")
    file(GLOB cupti_licence "${LIBTORCH_DIR}/nvidia_cuda_cupti-*.dist-info/licenses/License.txt")
    install(FILES "${torch_licence}" DESTINATION "${licences}" RENAME libtorch.txt)
    install(FILES "${cudart_licence}" DESTINATION "${licences}" RENAME cuda-runtime.txt)
    install(FILES "${cupti_licence}" DESTINATION "${licences}" RENAME cupti.txt)
else()
    set_target_properties(${programs} PROPERTIES INSTALL_RPATH "${LIBTORCH_DIR}/torch/lib;${LIBTORCH_DIR}/nvidia/cu13/lib")
endif()

# What is installed, without the tests: build this target first.
set(CMAKE_SKIP_INSTALL_ALL_DEPENDENCY ON)
add_custom_target(programs DEPENDS ${programs} man_page)
install(TARGETS ${programs} RUNTIME)
install(FILES "${CMAKE_BINARY_DIR}/app/nakawari-cli.1" DESTINATION "${CMAKE_INSTALL_MANDIR}/man1")
install(DIRECTORY "${CMAKE_SOURCE_DIR}/resources/models" DESTINATION "${data}" FILES_MATCHING PATTERN "*.pth" PATTERN "*.json")
install(DIRECTORY "${CMAKE_SOURCE_DIR}/resources/presets" DESTINATION "${data}" FILES_MATCHING PATTERN "*.json")
install(DIRECTORY "${CMAKE_SOURCE_DIR}/resources/report" DESTINATION "${data}" FILES_MATCHING PATTERN "*.json")
install(FILES "${CMAKE_SOURCE_DIR}/LICENSE" "${CMAKE_SOURCE_DIR}/CHANGELOG.md" DESTINATION "${CMAKE_INSTALL_DOCDIR}")

# A desktop entry without its program would be a dead button.
if(TARGET nakawari)
    set(desktop "${CMAKE_SOURCE_DIR}/packaging/desktop")
    set(icons "${CMAKE_INSTALL_DATADIR}/icons/hicolor")
    install(FILES "${CMAKE_SOURCE_DIR}/resources/demo/sea.mp4" DESTINATION "${data}/demo")
    install(FILES "${desktop}/${id}.desktop" DESTINATION "${CMAKE_INSTALL_DATADIR}/applications")
    install(FILES "${desktop}/${id}.metainfo.xml" DESTINATION "${CMAKE_INSTALL_DATADIR}/metainfo")
    install(FILES "${desktop}/${id}.xml" DESTINATION "${CMAKE_INSTALL_DATADIR}/mime/packages")
    install(FILES "${CMAKE_SOURCE_DIR}/resources/icons/${id}.svg" "${CMAKE_SOURCE_DIR}/resources/icons/${id}-dark.svg"
        DESTINATION "${icons}/scalable/apps")
    install(FILES "${CMAKE_SOURCE_DIR}/resources/icons/${id}-symbolic.svg" DESTINATION "${icons}/symbolic/apps")
endif()

include(Package)
