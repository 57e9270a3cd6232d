#!/bin/sh
# Prints where Amazon.Lambda.* and AWSSDK.ElastiCache come from: "nuget", or "standin" where the registry lacks them.
# The reason goes to stderr. The registry is asked once for a list of versions: the answer stays in .aws-packages, and is
# not explained again, until the list changes. AwsPackages=nuget or AwsPackages=standin in the environment overrules it.
set -eu
cd "$(dirname "$0")/../.."

versions=functions/Directory.Packages.props
cache=.aws-packages
probe=obj/aws-packages

main() {
  case ${AwsPackages:-} in
    nuget | standin) answer "$AwsPackages" "AwsPackages is set" ;;
    '') remembered || ask ;;
    *)
      echo "AwsPackages is '$AwsPackages'. It takes 'nuget' or 'standin'." >&2
      exit 2
      ;;
  esac
}

answer() {
  echo "AWS packages: $1 ($2)" >&2
  echo "$1"
}

# The cache holds the answer and the checksum of the list it was found for.
remembered() {
  [ -f "$cache" ] && read -r found checksum <"$cache" && [ "$checksum" = "$(checksum)" ] || return 1
  echo "$found"
}

checksum() { cksum <"$versions" | tr ' ' '-'; }

ask() {
  if log=$(restore); then
    keep nuget
    answer nuget "the registry has them"
  elif reason=$(echo "$log" | grep -m 1 -oE 'NU110[123]: Unable to find (a stable )?package [^ ]*'); then
    keep standin
    answer standin "${reason%.}"
  else
    # Perhaps only the network is down, so the next call asks again.
    reason=$(echo "$log" | grep -m 1 -oE 'error .*' || echo "the probe could not be restored")
    answer standin "for now: $reason"
  fi
}

keep() { echo "$1 $(checksum)" >"$cache"; }

restore() {
  rm -rf "$probe"
  mkdir -p "$probe"
  trap 'rm -rf "$probe"' EXIT
  cat >"$probe/probe.csproj" <<'XML'
<Project Sdk="Microsoft.NET.Sdk">
  <PropertyGroup>
    <TargetFramework>net10.0</TargetFramework>
  </PropertyGroup>
  <ItemGroup>
    <PackageReference Include="Amazon.Lambda.Core" />
    <PackageReference Include="Amazon.Lambda.Annotations" />
    <PackageReference Include="AWSSDK.ElastiCache" />
  </ItemGroup>
</Project>
XML
  # Central versions apply; analyzers and the switch itself do not.
  dotnet restore "$probe/probe.csproj" --nologo --verbosity quiet \
    -p:ImportDirectoryBuildProps=false -p:ImportDirectoryBuildTargets=false 2>&1
}

main
