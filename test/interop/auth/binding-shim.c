/* For LD_PRELOAD into Apache: Extended Protection, which mod_auth_gssapi has no setting for (it passes no channel bindings).
 * Every gss_accept_sec_context() of the process gets the bindings in LAB_BINDING_FILE; the GSSAPI libraries compare them with
 * the client's. LAB_BINDING_MODE: off (no bindings), accept (wrong ones are refused), require (missing ones too). */
#define _GNU_SOURCE
#include <dlfcn.h>
#include <fcntl.h>
#include <gssapi/gssapi.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#define CHANNEL_BOUND 2048 /* GSS_C_CHANNEL_BOUND_FLAG, absent from older headers */

typedef OM_uint32 accept_function(OM_uint32 *, gss_ctx_id_t *, gss_cred_id_t, gss_buffer_t, gss_channel_bindings_t,
                                  gss_name_t *, gss_OID *, gss_buffer_t, OM_uint32 *, OM_uint32 *, gss_cred_id_t *);

static int mode_is(const char *name) {
  const char *mode = getenv("LAB_BINDING_MODE");
  return mode != NULL && strcmp(mode, name) == 0;
}

/* The file's bytes as bindings without addresses; 0 if there are none. */
static int load_bindings(struct gss_channel_bindings_struct *bindings, char *bytes, size_t size) {
  const char *name = getenv("LAB_BINDING_FILE");
  int file = name != NULL ? open(name, O_RDONLY) : -1;
  ssize_t length = file >= 0 ? read(file, bytes, size) : -1;
  if (file >= 0) close(file);
  if (length <= 0) return 0;
  memset(bindings, 0, sizeof *bindings);
  bindings->application_data.length = (size_t)length;
  bindings->application_data.value = bytes;
  return 1;
}

OM_uint32 gss_accept_sec_context(OM_uint32 *minor, gss_ctx_id_t *context, gss_cred_id_t acceptor, gss_buffer_t token,
                                 gss_channel_bindings_t given, gss_name_t *client, gss_OID *mechanism, gss_buffer_t answer,
                                 OM_uint32 *flags, OM_uint32 *lifetime, gss_cred_id_t *delegated) {
  static accept_function *next;
  static __thread int depth; /* SPNEGO calls the same symbol for the mechanism inside it */
  struct gss_channel_bindings_struct bindings;
  char bytes[128];
  OM_uint32 result, ignored, reached = 0;

  if (next == NULL) next = (accept_function *)dlsym(RTLD_NEXT, "gss_accept_sec_context");
  if (!mode_is("off") && load_bindings(&bindings, bytes, sizeof bytes)) given = &bindings;

  depth++;
  result = next(minor, context, acceptor, token, given, client, mechanism, answer, &reached, lifetime, delegated);
  depth--;

  if (depth == 0 && result == GSS_S_COMPLETE && mode_is("require") && !(reached & CHANNEL_BOUND)) {
    gss_delete_sec_context(&ignored, context, GSS_C_NO_BUFFER);
    result = GSS_S_BAD_BINDINGS;
  }
  if (flags != NULL) *flags = reached;
  return result;
}
