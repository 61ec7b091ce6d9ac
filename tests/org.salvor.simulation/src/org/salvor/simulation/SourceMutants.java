package org.salvor.simulation;

import java.lang.foreign.MemorySegment;
import java.util.Map;
import java.util.function.LongFunction;
import org.salvor.ata.TaskFile;
import org.salvor.drive.Drive;
import org.salvor.drive.IdentifyOutcome;
import org.salvor.drive.ReadMethod;
import org.salvor.drive.ReadOutcome;
import org.salvor.drive.ReadRequest;
import org.salvor.drive.Reset;
import org.salvor.drive.ResetOutcome;
import org.salvor.drive.simulated.SimulatedDrive;

/** Engines that treat the source wrongly. */
final class SourceMutants {

    private SourceMutants() {
    }

    static void addTo(Map<String, LongFunction<Tampering>> mutants) {
        add(mutants, "believes the rest of a block behind an error", PrefixIgnored::new);
        add(mutants, "drops the identity check", IdentityAssumed::new);
        add(mutants, "reads one sector further after a reset", ShiftedAfterReset::new);
        add(mutants, "is off by one at the last sector", LastSectorForgotten::new);
        add(mutants, "reads whole pages whatever the domain", PagesRead::new);
        add(mutants, "reads past the end of the source", PastTheEnd::new);
        add(mutants, "resets twice where the ladder says once", ResetTwice::new);
        add(mutants, "repairs a sector of the source", Repairing::new);
        add(mutants, "takes a refused read for a good one", RefusalIgnored::new);
        add(mutants, "reads each block twice", ReadTwice::new);
    }

    private interface Mutation {
        Drive of(Drive source);
    }

    private static void add(Map<String, LongFunction<Tampering>> mutants, String what, Mutation mutation) {
        mutants.put(what, _ -> new Tampering() {
            @Override
            public Drive source(Drive source) {
                return mutation.of(source);
            }
        });
    }

    private static final class PrefixIgnored extends PassingDrive {
        PrefixIgnored(Drive drive) {
            super(drive);
        }

        @Override
        public ReadOutcome read(ReadRequest request, MemorySegment into) {
            ReadOutcome outcome = drive.read(request, into);
            return outcome instanceof ReadOutcome.MediaError media && media.failingLba() > request.firstLba() + media.provenSectors()
                    ? new ReadOutcome.MediaError(media.fault(), media.failingLba(), media.failingLba() - request.firstLba(),
                            media.evidence())
                    : outcome;
        }
    }

    private static final class IdentityAssumed extends PassingDrive {
        IdentityAssumed(Drive drive) {
            super(drive);
        }

        @Override
        public IdentifyOutcome identify(long timeoutMillis) {
            return new IdentifyOutcome.Identified(drive.identity());
        }
    }

    private static final class ShiftedAfterReset extends PassingDrive {
        private boolean shifted;

        ShiftedAfterReset(Drive drive) {
            super(drive);
        }

        @Override
        public ResetOutcome reset(Reset reset, long readyMillis) {
            shifted = true;
            return drive.reset(reset, readyMillis);
        }

        @Override
        public ReadOutcome read(ReadRequest request, MemorySegment into) {
            boolean fits = request.endLba() < drive.identity().sectorCount();
            return drive.read(shifted && fits && request.sectorCount() > 1 ? moved(request, 1, request.sectorCount()) : request, into);
        }
    }

    private static ReadRequest moved(ReadRequest request, long by, long sectors) {
        return new ReadRequest(request.firstLba() + by, sectors, request.blockSectors(), request.method(), request.timeoutMillis(),
                request.slowMillis());
    }

    private static final class LastSectorForgotten extends PassingDrive {
        LastSectorForgotten(Drive drive) {
            super(drive);
        }

        @Override
        public ReadOutcome read(ReadRequest request, MemorySegment into) {
            if (request.endLba() < drive.identity().sectorCount() || request.sectorCount() == 1) {
                return drive.read(request, into);
            }
            ReadOutcome outcome = drive.read(moved(request, 0, request.sectorCount() - 1), into);
            return outcome instanceof ReadOutcome.Read read && read.provenSectors() == request.sectorCount() - 1
                    ? new ReadOutcome.Read(request.sectorCount(), read.evidence())
                    : outcome;
        }
    }

    private static final class PagesRead extends PassingDrive {
        PagesRead(Drive drive) {
            super(drive);
        }

        @Override
        public ReadOutcome read(ReadRequest request, MemorySegment into) {
            long before = request.sectorCount() == 1 ? request.firstLba() % 8 : 0;
            return before == 0 ? drive.read(request, into) : read(moved(request, -before, 1 + before), into, before);
        }

        private ReadOutcome read(ReadRequest whole, MemorySegment into, long before) {
            int sectorBytes = drive.identity().sectorBytes();
            MemorySegment page = MemorySegment.ofArray(new byte[(int) whole.sectorCount() * sectorBytes]);
            ReadRequest asked = ReadRequest.of(whole.firstLba(), (int) whole.sectorCount(), whole.method(), whole.timeoutMillis());
            ReadOutcome outcome = drive.read(asked, page);
            if (outcome instanceof ReadOutcome.Read read && into.byteSize() >= sectorBytes) {
                MemorySegment.copy(page, before * sectorBytes, into, 0, sectorBytes);
                return new ReadOutcome.Read(1, read.evidence());
            }
            return drive.read(ReadRequest.of(whole.firstLba() + before, 1, whole.method(), whole.timeoutMillis()), into);
        }
    }

    private static final class PastTheEnd extends PassingDrive {
        PastTheEnd(Drive drive) {
            super(drive);
        }

        @Override
        public ReadOutcome read(ReadRequest request, MemorySegment into) {
            boolean last = request.endLba() == drive.identity().sectorCount() && request.sectorCount() < request.blockSectors() + 1;
            return drive.read(last && request.firstLba() > 0 ? moved(request, 1, request.sectorCount()) : request, into);
        }
    }

    private static final class ResetTwice extends PassingDrive {
        ResetTwice(Drive drive) {
            super(drive);
        }

        @Override
        public ResetOutcome reset(Reset reset, long readyMillis) {
            drive.reset(reset, readyMillis);
            return drive.reset(reset, readyMillis);
        }
    }

    private static final class Repairing extends PassingDrive {
        Repairing(Drive drive) {
            super(drive);
        }

        @Override
        public ReadOutcome read(ReadRequest request, MemorySegment into) {
            ReadOutcome outcome = drive.read(request, into);
            if (outcome instanceof ReadOutcome.MediaError media && media.failingLba() >= 0 && request.sectorCount() == 1) {
                SimulatedDrive wire = ((SourceWatch) drive).drive();
                wire.hardware().start(TaskFile.of48(0x35, 0, 1, media.failingLba()), MemorySegment.ofArray(new byte[512]),
                        drive.clock().nanos());
            }
            return outcome;
        }
    }

    private static final class RefusalIgnored extends PassingDrive {
        RefusalIgnored(Drive drive) {
            super(drive);
        }

        @Override
        public ReadOutcome read(ReadRequest request, MemorySegment into) {
            ReadOutcome outcome = drive.read(request, into);
            return outcome.good() || request.sectorCount() > 1 || request.method() == ReadMethod.VERIFY ? outcome
                    : new ReadOutcome.Read(request.sectorCount(), outcome.evidence());
        }
    }

    private static final class ReadTwice extends PassingDrive {
        ReadTwice(Drive drive) {
            super(drive);
        }

        @Override
        public ReadOutcome read(ReadRequest request, MemorySegment into) {
            ReadOutcome outcome = drive.read(request, into);
            return outcome.good() ? drive.read(request, into) : outcome;
        }
    }
}
