package org.salvor.drive.ide;

import java.lang.foreign.MemorySegment;
import org.salvor.linux.IoPorts;
import org.salvor.linux.LinuxException;

/** The registers of a real channel, at its I/O ports. */
final class PortRegisters implements RegisterFile {
    private final IoPorts ports;
    private final int commandPort;
    private final int controlPort;
    private final Runnable atTheEnd;
    private boolean closed;

    /**
     * @param commandPort first port of the command block, the data port
     * @param controlPort port of device control and alternate status
     * @param atTheEnd what gives the channel back to the kernel
     */
    PortRegisters(int commandPort, int controlPort, Runnable atTheEnd) throws LinuxException {
        ports = IoPorts.open(commandPort);
        this.commandPort = commandPort;
        this.controlPort = controlPort;
        this.atTheEnd = atTheEnd;
    }

    @Override
    public int read(Register register) {
        return ports.read(commandPort + register.offset());
    }

    @Override
    public void write(Register register, int value) {
        ports.write(commandPort + register.offset(), value);
    }

    @Override
    public int alternateStatus() {
        return ports.read(controlPort);
    }

    @Override
    public void control(int value) {
        ports.write(controlPort, value);
    }

    @Override
    public void dataIn(MemorySegment into) {
        ports.readWords(into);
    }

    @Override
    public void dataOut(MemorySegment from) {
        ports.writeWords(from);
    }

    @Override
    public int dataByte() {
        return ports.read(commandPort);
    }

    @Override
    public void close() {
        if (!closed) {
            closed = true;
            ports.close();
            atTheEnd.run();
        }
    }
}
