package org.salvor.drive.sgio;

import static java.lang.foreign.ValueLayout.JAVA_INT;

import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.nio.file.Path;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.salvor.ata.ScsiCommand;
import org.salvor.drive.Reset;
import org.salvor.linux.Errno;
import org.salvor.linux.LinuxException;
import org.salvor.linux.OpenFlag;
import org.salvor.linux.OwnedFd;

/**
 * A {@code /dev/sgN} of the kernel, commanded without blocking: a command is written, its end is polled for, its reply read. The kernel copies data into
 * our memory only while the reply is read, so nothing arrives behind anybody's back.
 */
final class SgPort implements ScsiPort {
    /** {@code scsi/sg.h} and {@code linux/fs.h}. */
    static final long SG_SET_RESERVED_SIZE = 0x2275;
    static final long BLKSECTGET = 0x1267;
    private static final int LARGEST_TRANSFER = 1 << 20;
    private static final int SMALLEST_TRANSFER = 64 << 10;
    private static final long MILLI = 1_000_000;

    private final Path sys;
    private final Path dev;
    private final MemorySegment filled = Arena.ofAuto().allocate(SgHeader.LAYOUT);
    private final Map<Integer, SgHeader> inKernel = new HashMap<>();
    private final Set<Reset> resets;
    private final SgResets how;
    private final Optional<KernelHold.Held> held;
    private SgHeader spare = new SgHeader();
    private SgDevice device;
    private final String serial;
    private DiskClaim claim;
    private boolean dropped;
    private volatile OwnedFd fd;
    private volatile boolean closed;

    private SgPort(Path sys, Path dev, SgDevice device, OwnedFd fd, DiskClaim claim, Optional<KernelHold.Held> held) {
        this.held = held;
        this.sys = sys;
        this.dev = dev;
        this.device = device;
        this.fd = fd;
        this.claim = claim;
        serial = device.serial();
        how = new SgResets(sys, SysOrders.ofThisMachine());
        resets = how.known(device, fd);
    }

    /**
     * Opens a device for us alone.
     *
     * @param hold keeps the kernel away from it until it is closed; empty for a few commands
     * @throws LinuxException when the kernel does not let us; nothing is open then
     * @throws IOException with the half of a sentence, when the drive cannot be held; nothing is open then
     */
    static SgPort open(Path sys, Path dev, SgDevice device, Optional<KernelHold> hold) throws IOException {
        DiskClaim claim = DiskClaim.of(device, dev);
        OwnedFd fd = null;
        try {
            fd = openNode(dev, device);
            // The disk is still claimed while its driver lets go, so that nobody gets at it in between.
            Optional<KernelHold.Held> held = hold.isPresent() ? Optional.of(hold.get().take(device)) : Optional.empty();
            held.ifPresent(_ -> claim.close());
            return new SgPort(sys, dev, device, fd, claim, held);
        } catch (IOException e) {
            claim.close();
            if (fd != null) {
                fd.close();
            }
            throw e;
        }
    }

    private static OwnedFd openNode(Path dev, SgDevice device) throws LinuxException {
        OwnedFd fd = OwnedFd.openForReadingAndWriting(dev.resolve(device.name()), OpenFlag.EXCLUSIVE, OpenFlag.NON_BLOCKING);
        if (!fd.status().isCharacterDevice()) {
            fd.close();
            throw new LinuxException("command", fd.path().toString(), Errno.ENODEV.number());
        }
        try (Arena arena = Arena.ofConfined()) {
            MemorySegment wanted = arena.allocate(JAVA_INT);
            wanted.set(JAVA_INT, 0, maxTransferBytes(fd));
            fd.ioctl(SG_SET_RESERVED_SIZE, wanted);
        } catch (LinuxException lessMemory) {
            // The kernel then finds memory command by command.
        }
        return fd;
    }

    @Override
    public void submit(int tag, ScsiCommand command, MemorySegment data, long timeoutMillis) throws IOException {
        SgHeader header = spare != null ? spare : new SgHeader();
        spare = null;
        header.prepare(tag, command, data, timeoutMillis);
        inKernel.put(tag, header);
        try {
            fd.writeOnce(header.segment());
        } catch (LinuxException e) {
            inKernel.remove(tag);
            spare = header;
            throw e;
        }
    }

    @Override
    public boolean await(long nanos) throws IOException {
        long millis = Math.min((nanos + MILLI - 1) / MILLI, Integer.MAX_VALUE);
        return fd.awaitReadable((int) millis);
    }

    @Override
    public Optional<ScsiReply> receive() throws IOException {
        try {
            if (fd.readOnce(filled) < filled.byteSize()) {
                throw new LinuxException("read a reply from", name(), Errno.EPROTO.number());
            }
        } catch (LinuxException e) {
            if (e.is(Errno.EAGAIN, Errno.EINTR)) {
                return Optional.empty();
            }
            throw e;
        }
        SgHeader header = inKernel.remove(SgHeader.tag(filled));
        if (header == null) {
            return Optional.empty();
        }
        spare = header;
        return Optional.of(header.reply(filled));
    }

    @Override
    public Set<Reset> resets() {
        return resets.isEmpty() ? Set.of() : EnumSet.copyOf(resets);
    }

    @Override
    public ResetAnswer reset(Reset reset, long timeoutMillis) {
        if (!resets.contains(reset)) {
            return new ResetAnswer.Missing(how.missing(reset, device));
        }
        boolean findsAgain = reset == Reset.RESCAN || reset == Reset.CONTROLLER;
        if (findsAgain) {
            claim.close();
        }
        ResetAnswer answer = how.send(reset, device, fd, timeoutMillis);
        if (answer instanceof ResetAnswer.Missing) {
            resets.remove(reset);
        } else if (findsAgain && answer instanceof ResetAnswer.Done) {
            drop();
        }
        return answer;
    }

    @Override
    public boolean reconnect() {
        if (closed || serial.isEmpty()) {
            return false;
        }
        for (SgDevice candidate : SgDevice.all(sys)) {
            if (candidate.isDisk() && candidate.alive() && candidate.serial().equals(serial)) {
                drop();
                return take(candidate);
            }
        }
        return false;
    }

    private boolean take(SgDevice candidate) {
        try {
            DiskClaim newClaim = DiskClaim.of(candidate, dev);
            OwnedFd newFd = null;
            try {
                newFd = openNode(dev, candidate);
                if (held.isPresent()) {
                    held.get().follow(candidate);
                }
            } catch (IOException e) {
                newClaim.close();
                if (newFd != null) {
                    newFd.close();
                }
                return false;
            }
            fd = newFd;
            claim = newClaim;
            device = candidate;
            dropped = false;
            return true;
        } catch (LinuxException stillTaken) {
            return false;
        }
    }

    /** Lets the line go that leads nowhere any more. */
    private void drop() {
        fd.close();
        claim.close();
        inKernel.clear();
        spare = new SgHeader();
        dropped = true;
    }

    @Override
    public boolean present() {
        return !closed && !dropped && device.alive() && SgDevice.of(sys, device.name()).filter(device::equals).isPresent();
    }

    @Override
    public int maxTransferBytes() {
        return maxTransferBytes(fd);
    }

    /** The kernel's limit of a transfer; a careful one where it does not tell. */
    private static int maxTransferBytes(OwnedFd fd) {
        try (Arena arena = Arena.ofConfined()) {
            MemorySegment answer = arena.allocate(JAVA_INT);
            fd.ioctl(BLKSECTGET, answer);
            int bytes = answer.get(JAVA_INT, 0);
            return bytes < 4096 ? SMALLEST_TRANSFER : Math.min(bytes, LARGEST_TRANSFER);
        } catch (LinuxException unknown) {
            return SMALLEST_TRANSFER;
        }
    }

    @Override
    public boolean kernelTranslates() {
        return device.behindLibata();
    }

    @Override
    public String name() {
        return dev.resolve(device.name()).toString();
    }

    @Override
    public void close() {
        closed = true;
        fd.close();
        claim.close();
        held.ifPresent(KernelHold.Held::close);
    }
}
