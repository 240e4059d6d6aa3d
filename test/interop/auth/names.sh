# The lab's names, shared by the scripts; lab.ts has them too.
REALM=AD.EXAMPLE.TEST
DOMAIN=ADEX
BASE_DN=DC=ad,DC=example,DC=test
ADMIN_PASSWORD='Adm1n-Passw0rd'
USERS=('alice:Passw0rd-a' 'bob:pässwörd€ü' 'jürgen:Secret-123')
FRONT_PORT=18450
# name port certificate mode
SERVERS=(
  'off 18441 rsa256 off'
  'accept 18442 rsa256 accept'
  'require 18443 rsa256 require'
  'rsa384 18444 rsa384 require'
  'pss512 18445 pss512 require'
  'ecdsa256 18446 ecdsa256 require'
  'ecdsa384 18447 ecdsa384 require'
)
