#!/bin/bash
# The authentication lab: a Samba Active Directory and Apache web servers that log in by it. setup.sh install | up | down
# Needs root on Debian 12, and LAB: an empty folder that holds all it makes. Nothing listens but on loopback.
set -euo pipefail
lab=${LAB:?an empty folder}
here=$(dirname "$(readlink -f "$0")")
. "$here/names.sh"

packages=(samba samba-ad-dc samba-ad-provision samba-dsdb-modules winbind ldb-tools apache2 libapache2-mod-auth-gssapi
  gss-ntlmssp krb5-user gcc libc6-dev libkrb5-dev openssl)

install() {
  local missing=()
  for package in "${packages[@]}"; do
    dpkg-query -W -f='${Status}' "$package" 2>/dev/null | grep -q 'ok installed' || missing+=("$package")
  done
  [ ${#missing[@]} -gt 0 ] || return 0
  # No service may start by itself while it is installed.
  local policy=/usr/sbin/policy-rc.d
  if [ ! -e "$policy" ]; then
    printf '#!/bin/sh\nexit 101\n' >"$policy"
    chmod +x "$policy"
    trap "rm -f $policy" EXIT
  fi
  apt-get update -qq
  DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends "${missing[@]}" >/dev/null
}

# certificate NAME HASH OPTION...: a key and a certificate signed by itself, and what a login to it is bound to (RFC 5929).
certificate() {
  local name=$1 hash=$2
  shift 2
  openssl req -x509 -nodes -days 30 -subj /CN=localhost -addext subjectAltName=DNS:localhost,IP:127.0.0.1 "-$hash" "$@" \
    -keyout "$lab/tls/$name.key" -out "$lab/tls/$name.pem" 2>/dev/null
  { printf 'tls-server-end-point:'; openssl x509 -in "$lab/tls/$name.pem" -outform DER | openssl dgst "-$hash" -binary; } >"$lab/tls/$name.binding"
}

certificates() {
  mkdir -p "$lab/tls"
  certificate rsa256 sha256 -newkey rsa:2048
  certificate rsa384 sha384 -newkey rsa:2048
  certificate pss512 sha512 -newkey rsa:2048 -sigopt rsa_padding_mode:pss
  certificate ecdsa256 sha256 -newkey ec -pkeyopt ec_paramgen_curve:P-256
  certificate ecdsa384 sha384 -newkey ec -pkeyopt ec_paramgen_curve:P-384
  certificate other sha256 -newkey rsa:2048
  certificate client sha256 -newkey rsa:2048 -subj /CN=alice
  openssl pkcs12 -export -in "$lab/tls/client.pem" -inkey "$lab/tls/client.key" -passout pass:secret -out "$lab/tls/client.pfx"
}

directory() {
  local conf=$lab/dc/etc/smb.conf database
  mkdir -p "$lab/run/ncalrpc" /run/samba
  samba-tool domain provision --realm="$REALM" --domain="$DOMAIN" --server-role=dc --dns-backend=NONE --host-name=dc1 \
    --host-ip=127.0.0.1 --adminpass="$ADMIN_PASSWORD" --targetdir="$lab/dc" \
    --option='interfaces=lo' --option='bind interfaces only=yes' --option='disable netbios=yes' --option='smb ports=1445' \
    --option='server services=rpc, ldap, cldap, kdc, winbindd, s3fs' --option='ntlm auth=ntlmv2-only' \
    --option="pid directory=$lab/run" --option="ncalrpc dir=$lab/run/ncalrpc" --option="log file=$lab/run/log.%m" \
    >"$lab/run/provision.log" 2>&1
  mkdir -p "$lab/dc/cache"
  database="-H $lab/dc/private/sam.ldb -s $conf"
  samba-tool domain passwordsettings set --complexity=off --min-pwd-length=4 --max-pwd-age=0 $database >/dev/null
  for user in "${USERS[@]}"; do samba-tool user create "${user%%:*}" "${user#*:}" $database >/dev/null; done
  # The account that the web server runs as. Its AES keys are made when its password is set after AES has been allowed.
  samba-tool user create websvc "$ADMIN_PASSWORD" $database >/dev/null
  printf '%s\n' "dn: CN=websvc,CN=Users,$BASE_DN" 'changetype: modify' 'replace: msDS-SupportedEncryptionTypes' \
    'msDS-SupportedEncryptionTypes: 24' | ldbmodify -H "$lab/dc/private/sam.ldb" >/dev/null
  samba-tool user setpassword websvc --newpassword="$ADMIN_PASSWORD-2" $database >/dev/null
  samba-tool spn add HTTP/localhost websvc $database
  samba-tool domain exportkeytab "$lab/http.keytab" --principal=HTTP/localhost -s "$conf" >/dev/null 2>&1
  chown www-data "$lab/http.keytab"
  LC_ALL=C.UTF-8 setsid samba -s "$conf" -F --no-process-group -M single >"$lab/run/samba.out" 2>&1 &
  echo $! >"$lab/run/samba.pid"
  for _ in $(seq 100); do wbinfo -p >/dev/null 2>&1 && break; sleep 0.1; done
  wbinfo -p >/dev/null
  chgrp www-data "$lab/dc/state/winbindd_privileged"
}

kerberos_settings() {
  cat >"$lab/krb5.conf" <<CONF
[libdefaults]
 default_realm = $REALM
 dns_lookup_kdc = false
 dns_canonicalize_hostname = false
 rdns = false
[realms]
 $REALM = {
  kdc = 127.0.0.1:88
 }
[domain_realm]
 localhost = $REALM
CONF
}

# web NAME PORT CERTIFICATE MODE
web() {
  local run=$lab/run/$1
  mkdir -p "$run"
  chown www-data "$run"
  env -i PATH="$PATH" LC_ALL=C.UTF-8 LAB="$lab" RUN="$run" PORT="$2" CERTIFICATE="$3" FRONT_PORT="$FRONT_PORT" \
    LAB_BINDING_MODE="$4" LAB_BINDING_FILE="$lab/tls/$3.binding" LD_PRELOAD="$lab/binding-shim.so" \
    NETBIOS_COMPUTER_NAME=EXCH1 NETBIOS_DOMAIN_NAME="$DOMAIN" KRB5_KTNAME="$lab/http.keytab" KRB5_CONFIG="$lab/krb5.conf" \
    /usr/sbin/apache2 -f "$here/httpd.conf" -k start
}

up() {
  chmod 755 "$lab"
  mkdir -p "$lab/run"
  certificates
  kerberos_settings
  gcc -shared -fPIC -O1 -Wall -o "$lab/binding-shim.so" "$here/binding-shim.c" -ldl
  directory
  printf 'alice:ewskit:%s\n' "$(printf 'alice:ewskit:secret' | md5sum | cut -d' ' -f1)" >"$lab/digest-users"
  for server in "${SERVERS[@]}"; do web $server; done
}

# Returns when all have ended, or after 5 seconds.
down() {
  local pids=() file pid
  for file in "$lab"/run/*/httpd.pid; do [ -f "$file" ] && pids+=("$(cat "$file")"); done
  # A minus: Samba is the first of a group, and its children go with it.
  [ -f "$lab/run/samba.pid" ] && pids+=("-$(cat "$lab/run/samba.pid")")
  for pid in "${pids[@]}"; do kill -- "$pid" 2>/dev/null || true; done
  for _ in $(seq 50); do
    for pid in "${pids[@]}"; do kill -0 -- "$pid" 2>/dev/null && sleep 0.1 && continue 2; done
    return 0
  done
}

"$1"
