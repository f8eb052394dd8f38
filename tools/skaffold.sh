#!/usr/bin/env bash
# What skaffold asks of its custom builder:
#
#   tools/skaffold.sh build           makes $IMAGE (of traject/<name>) in the local Docker, and pushes it when $PUSH_IMAGE is true
#   tools/skaffold.sh files <name>    the files that the image is made of, as a JSON list: it is built again when one of them changes
set -euo pipefail
cd "$(dirname "$0")/.."

# The folder of the main function of an image.
main_of() {
  case $1 in
    worker | traject) echo "./tools/cmd/$1" ;;
    *) echo "./services/cmd/$1" ;;
  esac
}

build() {
  # The name is the last word of the reference, with or without a registry of skaffold's in front: …/traject/cases:tag, …_traject_cases:tag
  local reference=${IMAGE%%@*} name
  name=${reference%:*}
  name=${name##*[/_-]}
  local tag="skaffold-$$"
  make --silent images ARGS="-out .bin/skaffold -repository traject-build -tag $tag -version ${reference##*:} ${PLATFORMS:+-arch ${PLATFORMS##*/}} $name"
  docker load --quiet --input ".bin/skaffold/$name.tar"
  docker tag "traject-build/$name:$tag" "$IMAGE"
  docker rmi --no-prune "traject-build/$name:$tag" >/dev/null
  if [ "${PUSH_IMAGE:-false}" = true ]; then
    docker push --quiet "$IMAGE"
  fi
}

files() {
  local folder=$PWD/
  {
    go list -deps -f '{{if and .Module .Module.Main}}{{$dir := .Dir}}{{range .GoFiles}}{{$dir}}/{{.}}{{"\n"}}{{end}}{{range .EmbedFiles}}{{$dir}}/{{.}}{{"\n"}}{{end}}{{end}}' "$(main_of "$1")"
    printf '%s\n' "${folder}go.work" "$folder"{proto,services,tools,workflows}/go.mod
    case $1 in portal | traject)
      find "${folder}services/portal/assets" -path '*/node_modules' -prune -o -path '*/dist' -prune -o -type f -print
      ;;
    esac
  } | sed "s#^$folder##" | grep -v '^services/portal/assets/dist/' | sort -u | awk 'BEGIN { printf "[" } NF { printf "%s\"%s\"", comma, $0; comma = "," } END { print "]" }'
}

"$@"
