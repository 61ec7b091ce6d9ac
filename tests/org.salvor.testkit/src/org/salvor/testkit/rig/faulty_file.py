# nbdkit python plugin: shows image=FILE and misbehaves as faults=FILE says, one fault a line: KIND FIRSTBYTE ENDBYTE MILLIS.
# The faults are read again whenever that file is replaced. log=FILE gets one line a request: KIND OFFSET COUNT.
import builtins
import errno
import nbdkit
import os
import time

API_VERSION = 2
settings = {}
faults = []
faults_stamp = None
log = None


def config(key, value):
    settings[key] = value


def config_complete():
    global log
    log = builtins.open(settings['log'], 'a', buffering=1)


def thread_model():
    return nbdkit.THREAD_MODEL_SERIALIZE_ALL_REQUESTS


def open(readonly):
    return os.open(settings['image'], os.O_RDONLY if readonly else os.O_RDWR)


def close(handle):
    os.close(handle)


def get_size(handle):
    return os.fstat(handle).st_size


def can_write(handle):
    return True


def can_flush(handle):
    return True


def can_trim(handle):
    return False


def can_zero(handle):
    return False


def current_faults():
    global faults, faults_stamp
    status = os.stat(settings['faults'])
    stamp = (status.st_ino, status.st_mtime_ns)
    if stamp != faults_stamp:
        with builtins.open(settings['faults']) as lines:
            faults = [(f[0], int(f[1]), int(f[2]), int(f[3])) for f in map(str.split, lines) if f]
        faults_stamp = stamp
    return faults


def fail(number):
    nbdkit.set_error(number)
    raise OSError(number, os.strerror(number))


def misbehave(kind, offset, count):
    log.write('%s %d %d\n' % (kind, offset, count))
    for fault, first, end, millis in current_faults():
        if fault == 'bad' + kind == 'badflush':
            fail(errno.EIO)
        if first < offset + count and offset < end:
            if fault == 'slow' + kind:
                time.sleep(millis / 1000)
            elif fault == 'bad' + kind:
                fail(errno.EIO)
            elif fault == 'full' + kind:
                fail(errno.ENOSPC)


def pread(handle, buffer, offset, flags):
    misbehave('read', offset, len(buffer))
    os.preadv(handle, [buffer], offset)


def pwrite(handle, buffer, offset, flags):
    misbehave('write', offset, len(buffer))
    os.pwrite(handle, buffer, offset)


def flush(handle, flags):
    misbehave('flush', 0, 0)
    os.fdatasync(handle)
