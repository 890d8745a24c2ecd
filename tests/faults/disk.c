/* The disk under a server, for the fault tests: to be loaded with LD_PRELOAD.
 *
 * It sees every write to a file whose path begins with DISK_UNDER. With DISK_LOG, each goes into that log, and so do
 * syncs, and the acknowledgements that leave over a socket, in the order in which they happened. While the file
 * DISK_FULL exists, no file under it can grow: "no space left on device".
 *
 * A record is the header below, then the path, then the bytes; one writev on an O_APPEND file, so that the records of
 * several processes and threads never mix. A write is noted after it was done, a sync before and after, an
 * acknowledgement before it leaves: where two threads race, the log is harder on the server than the disk was.
 */
#define _GNU_SOURCE
#include <dlfcn.h>
#include <errno.h>
#include <fcntl.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <sys/uio.h>
#include <unistd.h>

#define PATH 1024
#define ACKNOWLEDGED "\"receipt\""

enum { WRITE = 'W', TRUNCATE = 'T', UNLINK = 'U', SYNC_BEGINS = 'b', SYNCED = 's', SENT = 'A' };

struct header {
    char kind;
    uint16_t path;   /* bytes of the path */
    uint32_t bytes;  /* bytes after it */
    int64_t offset;  /* of a write; the new length of a truncation; the thread of a sync */
} __attribute__((packed));

static int log_file = -1;
static const char *under, *full;
static char folder[PATH];

/* The function of this name that ours stands before. */
#define REAL(name) (__extension__({ \
    static typeof(&name) real; \
    if (!real) real = (typeof(&name))dlsym(RTLD_NEXT, #name); \
    real; \
}))

/* A setting, in memory of our own: PostgreSQL writes its process title over the environment. */
static const char *setting(const char *name) {
    const char *value = getenv(name);
    return value ? strdup(value) : NULL;
}

__attribute__((constructor)) static void begin(void) {
    const char *log = setting("DISK_LOG"), *slash;
    full = setting("DISK_FULL");
    under = setting("DISK_UNDER");
    if (!under || !(slash = strrchr(under, '/'))) { under = NULL; return; }
    snprintf(folder, sizeof folder, "%.*s", (int)(slash - under), under);
    if (log) log_file = open(log, O_WRONLY | O_CREAT | O_APPEND | O_CLOEXEC, 0644);
}

static void note(char kind, const char *path, int64_t offset, const void *bytes, size_t count) {
    struct header head = {kind, (uint16_t)strlen(path), (uint32_t)count, offset};
    struct iovec parts[] = {{&head, sizeof head}, {(void *)path, head.path}, {(void *)bytes, count}};
    int before = errno;
    if (log_file >= 0 && writev(log_file, parts, 3) < 0) abort(); /* a proof with holes would be none */
    errno = before;
}

/* Whether a path is one of the files that are looked at; SQLite's shared memory is not of the disk. */
static int ours(const char *path) {
    size_t length = strlen(path);
    return under && !strncmp(path, under, strlen(under)) && !(length > 4 && !strcmp(path + length - 4, "-shm"));
}

/* The path of an open file that is looked at, into `path`; NULL for any other. */
static const char *looked_at(int fd, char *path) {
    char link[64];
    ssize_t length;
    int before = errno;
    if (!under) return NULL;
    snprintf(link, sizeof link, "/proc/self/fd/%d", fd);
    length = readlink(link, path, PATH - 1);
    errno = before;
    if (length <= 0) return NULL;
    path[length] = 0;
    if (strstr(path, " (deleted)")) return NULL;
    return ours(path) || (log_file >= 0 && !strcmp(path, folder)) ? path : NULL;
}

/* Whether the disk has no room for a file to reach `end`. */
static int no_room(int fd, int64_t end) {
    struct stat found;
    int before = errno, refused = 0;
    if (full && !access(full, F_OK)) refused = !fstat(fd, &found) && S_ISREG(found.st_mode) && end > found.st_size;
    errno = refused ? ENOSPC : before;
    return refused;
}

static int64_t place(int fd) {
    struct stat found;
    if (fcntl(fd, F_GETFL) & O_APPEND) return fstat(fd, &found) ? 0 : found.st_size;
    return lseek(fd, 0, SEEK_CUR);
}

ssize_t write(int fd, const void *bytes, size_t count) {
    char path[PATH];
    int64_t at;
    ssize_t done;
    if (fd == log_file || !looked_at(fd, path)) return REAL(write)(fd, bytes, count);
    at = place(fd);
    if (no_room(fd, at + (int64_t)count)) return -1;
    done = REAL(write)(fd, bytes, count);
    if (done > 0) note(WRITE, path, at, bytes, done);
    return done;
}

ssize_t pwrite64(int fd, const void *bytes, size_t count, off64_t at) {
    char path[PATH];
    ssize_t done;
    if (!looked_at(fd, path)) return REAL(pwrite64)(fd, bytes, count, at);
    if (no_room(fd, at + (int64_t)count)) return -1;
    done = REAL(pwrite64)(fd, bytes, count, at);
    if (done > 0) note(WRITE, path, at, bytes, done);
    return done;
}

ssize_t pwrite(int fd, const void *bytes, size_t count, off_t at) { return pwrite64(fd, bytes, count, at); }

/* PostgreSQL alone uses the next two, and its writes are not logged. */
ssize_t pwritev(int fd, const struct iovec *parts, int count, off_t at) {
    char path[PATH];
    int64_t end = at;
    for (int each = 0; each < count; each++) end += parts[each].iov_len;
    if (looked_at(fd, path) && no_room(fd, end)) return -1;
    return REAL(pwritev)(fd, parts, count, at);
}

int posix_fallocate(int fd, off_t at, off_t count) {
    char path[PATH];
    if (looked_at(fd, path) && no_room(fd, at + count)) return ENOSPC;
    return REAL(posix_fallocate)(fd, at, count);
}

int ftruncate64(int fd, off64_t length) {
    char path[PATH];
    int failed;
    if (!looked_at(fd, path)) return REAL(ftruncate64)(fd, length);
    if (no_room(fd, length)) return -1;
    failed = REAL(ftruncate64)(fd, length);
    if (!failed) note(TRUNCATE, path, length, NULL, 0);
    return failed;
}

int ftruncate(int fd, off_t length) { return ftruncate64(fd, length); }

static int synced(int fd, int (*sync)(int)) {
    char path[PATH];
    int failed, thread = (int)syscall(SYS_gettid);
    if (!looked_at(fd, path)) return sync(fd);
    note(SYNC_BEGINS, path, thread, NULL, 0);
    failed = sync(fd);
    if (!failed) note(SYNCED, path, thread, NULL, 0);
    return failed;
}

int fsync(int fd) { return synced(fd, REAL(fsync)); }

int fdatasync(int fd) { return synced(fd, REAL(fdatasync)); }

int unlink(const char *path) {
    int failed = REAL(unlink)(path);
    if (!failed && ours(path)) note(UNLINK, path, 0, NULL, 0);
    return failed;
}

ssize_t send(int fd, const void *bytes, size_t count, int flags) {
    if (log_file >= 0 && memmem(bytes, count, ACKNOWLEDGED, strlen(ACKNOWLEDGED))) note(SENT, "", 0, bytes, count);
    return REAL(send)(fd, bytes, count, flags);
}

int close(int fd) { /* Python closes what it does not know before it starts another program */
    return fd >= 0 && fd == log_file ? 0 : REAL(close)(fd);
}
