package org.salvor.drive.sgio;

import java.io.IOException;
import java.lang.foreign.MemorySegment;
import java.lang.ref.Reference;
import java.nio.file.Path;
import java.util.EnumSet;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.salvor.ata.NvmeCommand;
import org.salvor.drive.Reset;
import org.salvor.linux.LinuxException;
import org.salvor.linux.OpenFlag;
import org.salvor.linux.OwnedFd;

/**
 * The pass-through of a namespace. The kernel's call waits for the command's end and cannot be interrupted, so a thread of its own sits in it; the kernel
 * takes the command back by aborting it and then by resetting the controller, some time after the command's timeout.
 */
final class NvmeFile implements Line<NvmeCommand, NvmeReply> {
    private final Path sys;
    private final Path dev;
    private final NvmeResets how;
    private final Set<Reset> resets;
    private final String serial;
    private final int number;
    private NvmeDevice device;
    private DiskClaim claim;
    private ExecutorService caller;
    private CompletableFuture<NvmeReply> flight;
    private boolean dropped;
    private volatile OwnedFd fd;
    private volatile boolean closed;

    private NvmeFile(Path sys, Path dev, NvmeDevice device, OwnedFd fd, DiskClaim claim, NvmeResets how) {
        this.sys = sys;
        this.dev = dev;
        this.device = device;
        this.fd = fd;
        this.claim = claim;
        this.how = how;
        serial = device.serial();
        number = device.number();
        resets = how.known(device);
        caller = thread(device);
    }

    /** Opens a namespace for us alone. @throws LinuxException when the kernel does not let us; nothing is open then */
    static NvmeFile open(Path sys, Path dev, NvmeDevice device, SysOrders orders) throws LinuxException {
        DiskClaim claim = DiskClaim.of(device.disk(dev));
        try {
            return new NvmeFile(sys, dev, device, openNode(dev, device), claim, new NvmeResets(sys, dev, orders));
        } catch (LinuxException e) {
            claim.close();
            throw e;
        }
    }

    private static OwnedFd openNode(Path dev, NvmeDevice device) throws LinuxException {
        return OwnedFd.openForReading(device.node(dev), OpenFlag.NON_BLOCKING);
    }

    private static ExecutorService thread(NvmeDevice device) {
        return Executors.newSingleThreadExecutor(Thread.ofPlatform().daemon().name("salvor commands " + device.name()).factory());
    }

    @Override
    public void submit(int tag, NvmeCommand command, MemorySegment data, long timeoutMillis) throws IOException {
        if (closed) {
            throw new IOException("the drive was closed");
        }
        OwnedFd to = fd;
        MemorySegment argument = NvmePassthru.of(command, data, timeoutMillis);
        flight = CompletableFuture.supplyAsync(() -> call(to, tag, command, argument, data), caller);
    }

    private static NvmeReply call(OwnedFd to, int tag, NvmeCommand command, MemorySegment argument, MemorySegment data) {
        try {
            return new NvmeReply(tag, to.ioctl(NvmePassthru.request(command), argument), 0);
        } catch (LinuxException e) {
            return new NvmeReply(tag, 0, e.errno());
        } finally {
            Reference.reachabilityFence(data); // the kernel may have filled it until now
        }
    }

    @Override
    public boolean await(long nanos) throws IOException {
        if (flight == null) {
            return false;
        }
        try {
            flight.get(Math.max(0, nanos), TimeUnit.NANOSECONDS);
            return true;
        } catch (TimeoutException late) {
            return false;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        } catch (ExecutionException e) {
            throw new IOException(e.getCause().getMessage(), e.getCause());
        }
    }

    @Override
    public Optional<NvmeReply> receive() {
        if (flight == null || !flight.isDone()) {
            return Optional.empty();
        }
        NvmeReply reply = flight.join();
        flight = null;
        return Optional.of(reply);
    }

    @Override
    public Set<Reset> resets() {
        return EnumSet.copyOf(resets);
    }

    @Override
    public ResetAnswer reset(Reset reset, long timeoutMillis) {
        if (!resets.contains(reset)) {
            return new ResetAnswer.Missing(NvmeResets.missing(reset));
        }
        if (reset == Reset.RESCAN) {
            claim.close();
        }
        ResetAnswer answer = how.send(reset, device, timeoutMillis);
        if (reset == Reset.RESCAN && answer instanceof ResetAnswer.Done) {
            drop();
        }
        return answer;
    }

    @Override
    public boolean reconnect() {
        if (closed || serial.isEmpty()) {
            return false;
        }
        for (NvmeDevice candidate : NvmeDevice.all(sys)) {
            if (candidate.alive() && candidate.serial().equals(serial) && candidate.number() == number) {
                drop();
                return take(candidate);
            }
        }
        return false;
    }

    private boolean take(NvmeDevice candidate) {
        try {
            DiskClaim newClaim = DiskClaim.of(candidate.disk(dev));
            try {
                fd = openNode(dev, candidate);
            } catch (LinuxException e) {
                newClaim.close();
                return false;
            }
            claim = newClaim;
            device = candidate;
            caller = thread(candidate);
            dropped = false;
            return true;
        } catch (LinuxException notYet) {
            return false;
        }
    }

    /** Lets the line go that leads nowhere any more; a thread that still sits in the kernel ends when that lets it go. */
    private void drop() {
        fd.close();
        claim.close();
        caller.shutdown();
        flight = null;
        dropped = true;
    }

    @Override
    public boolean present() {
        return !closed && !dropped && device.alive();
    }

    @Override
    public int maxTransferBytes() {
        return device.maxTransferBytes();
    }

    @Override
    public String name() {
        return device.node(dev).toString();
    }

    @Override
    public void close() {
        closed = true;
        fd.close();
        claim.close();
        caller.shutdown();
    }
}
