package org.salvor.simulation;

import java.io.IOException;
import java.lang.foreign.MemorySegment;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.LongFunction;
import org.salvor.drive.ReadOutcome;
import org.salvor.drive.ReadRequest;
import org.salvor.imaging.CaseLog;
import org.salvor.imaging.Destination;
import org.salvor.imaging.DestinationException;
import org.salvor.imaging.DestinationIdentity;
import org.salvor.imaging.EpochStore;
import org.salvor.imaging.ImagerOrder;
import org.salvor.sectormap.LatencyChange;
import org.salvor.sectormap.MapChange;
import org.salvor.sectormap.Stage;

/** Engines that treat their destination, their records or their operator wrongly. */
final class OwnSideMutants {

    private OwnSideMutants() {
    }

    static void addTo(Map<String, LongFunction<Tampering>> mutants) {
        mutants.put("commits the map before the destination is flushed", _ -> new MapBeforeFlush());
        destination(mutants, "takes a failed flush for a good one", FlushFailureIgnored::new);
        destination(mutants, "takes a failed write for a good one", WriteFailureIgnored::new);
        destination(mutants, "writes a sector too much", OneTooMuch::new);
        destination(mutants, "writes one sector further beyond the first mebibyte", ShiftedWrites::new);
        epochs(mutants, "makes late successes durable one epoch later", OneBehind::new);
        epochs(mutants, "forgets the last change of an epoch", LastChangeForgotten::new);
        epochs(mutants, "never demotes what it read", DemotionsIgnored::new);
        mutants.put("does not make its testimony durable", _ -> new Tampering() {
            @Override
            public CaseLog caseLog(CaseLog caseLog) {
                return new UnsyncedLog(caseLog);
            }
        });
        mutants.put("does not hear a stop", _ -> new Tampering() {
            @Override
            public boolean obeys(ImagerOrder order) {
                return !(order instanceof ImagerOrder.Stop);
            }
        });
    }

    private interface DestinationMutation {
        Destination of(Destination destination);
    }

    private static void destination(Map<String, LongFunction<Tampering>> mutants, String what, DestinationMutation mutation) {
        mutants.put(what, _ -> new Tampering() {
            @Override
            public Destination destination(Destination destination) {
                return mutation.of(destination);
            }
        });
    }

    private interface EpochMutation {
        EpochStore of(EpochStore epochs);
    }

    private static void epochs(Map<String, LongFunction<Tampering>> mutants, String what, EpochMutation mutation) {
        mutants.put(what, _ -> new Tampering() {
            @Override
            public EpochStore epochs(EpochStore epochs) {
                return mutation.of(epochs);
            }
        });
    }

    private static class PassingDestination implements Destination {
        final Destination destination;

        PassingDestination(Destination destination) {
            this.destination = destination;
        }

        @Override
        public DestinationIdentity identity() {
            return destination.identity();
        }

        @Override
        public long capacityBytes() {
            return destination.capacityBytes();
        }

        @Override
        public int alignmentBytes() {
            return destination.alignmentBytes();
        }

        @Override
        public void write(long offsetBytes, MemorySegment data) throws DestinationException {
            destination.write(offsetBytes, data);
        }

        @Override
        public void flush() throws DestinationException {
            destination.flush();
        }

        @Override
        public long read(long offsetBytes, MemorySegment into) throws DestinationException {
            return destination.read(offsetBytes, into);
        }

        @Override
        public void close() {
            destination.close();
        }
    }

    private record PassingEpochs(EpochStore epochs, Commit commit) implements EpochStore {
        private interface Commit {
            void commit(EpochStore epochs, List<MapChange> changes, List<LatencyChange> latencies, byte[] attachment) throws IOException;
        }

        @Override
        public void commit(List<MapChange> changes, List<LatencyChange> latencies, byte[] attachment) throws IOException {
            commit.commit(epochs, changes, latencies, attachment);
        }

        @Override
        public long readSectors() {
            return epochs.readSectors();
        }
    }

    /** The flush waits until the map has been told. */
    private static final class MapBeforeFlush implements Tampering {
        private Destination owed;

        @Override
        public Destination destination(Destination destination) {
            return new PassingDestination(destination) {
                @Override
                public void flush() {
                    owed = destination;
                }
            };
        }

        @Override
        public EpochStore epochs(EpochStore epochs) {
            return new PassingEpochs(epochs, (store, changes, latencies, attachment) -> {
                store.commit(changes, latencies, attachment);
                if (owed != null) {
                    owed.flush();
                    owed = null;
                }
            });
        }
    }

    private static final class FlushFailureIgnored extends PassingDestination {
        FlushFailureIgnored(Destination destination) {
            super(destination);
        }

        @Override
        public void flush() {
            try {
                destination.flush();
            } catch (DestinationException _) {
                return;
            }
        }
    }

    private static final class WriteFailureIgnored extends PassingDestination {
        WriteFailureIgnored(Destination destination) {
            super(destination);
        }

        @Override
        public void write(long offsetBytes, MemorySegment data) {
            try {
                destination.write(offsetBytes, data);
            } catch (DestinationException _) {
                return;
            }
        }
    }

    private static final class OneTooMuch extends PassingDestination {
        OneTooMuch(Destination destination) {
            super(destination);
        }

        @Override
        public void write(long offsetBytes, MemorySegment data) throws DestinationException {
            destination.write(offsetBytes, data);
            if (offsetBytes + data.byteSize() + 512 <= destination.capacityBytes()) {
                destination.write(offsetBytes + data.byteSize(), data.asSlice(data.byteSize() - 512));
            }
        }
    }

    private static final class ShiftedWrites extends PassingDestination {
        ShiftedWrites(Destination destination) {
            super(destination);
        }

        @Override
        public void write(long offsetBytes, MemorySegment data) throws DestinationException {
            boolean shifted = offsetBytes > 1 << 20 && offsetBytes + data.byteSize() < destination.capacityBytes();
            destination.write(shifted ? offsetBytes + 512 : offsetBytes, data);
        }
    }

    private static final class OneBehind implements EpochStore {
        private final EpochStore epochs;
        private List<MapChange> changes = List.of();
        private List<LatencyChange> latencies = List.of();
        private byte[] attachment;

        OneBehind(EpochStore epochs) {
            this.epochs = epochs;
        }

        @Override
        public void commit(List<MapChange> next, List<LatencyChange> nextLatencies, byte[] nextAttachment) throws IOException {
            if (attachment != null) {
                epochs.commit(changes, latencies, attachment);
            }
            changes = next;
            latencies = nextLatencies;
            attachment = nextAttachment;
        }

        @Override
        public long readSectors() {
            return epochs.readSectors();
        }
    }

    private static final class LastChangeForgotten implements EpochStore {
        private final EpochStore epochs;

        LastChangeForgotten(EpochStore epochs) {
            this.epochs = epochs;
        }

        @Override
        public void commit(List<MapChange> changes, List<LatencyChange> latencies, byte[] attachment) throws IOException {
            epochs.commit(changes.size() < 2 ? changes : changes.subList(0, changes.size() - 1), latencies, attachment);
        }

        @Override
        public long readSectors() {
            return epochs.readSectors();
        }
    }

    private static final class DemotionsIgnored implements EpochStore {
        private final EpochStore epochs;

        DemotionsIgnored(EpochStore epochs) {
            this.epochs = epochs;
        }

        @Override
        public void commit(List<MapChange> changes, List<LatencyChange> latencies, byte[] attachment) throws IOException {
            List<MapChange> kept = new ArrayList<>();
            for (MapChange change : changes) {
                kept.add(change.state().stage() == Stage.SUSPECT ? new MapChange(change.range(), change.state().withStage(Stage.READ))
                        : change);
            }
            epochs.commit(kept, latencies, attachment);
        }

        @Override
        public long readSectors() {
            return epochs.readSectors();
        }
    }

    private record UnsyncedLog(CaseLog caseLog) implements CaseLog {
        @Override
        public void good(long firstLba, long endLba, long slowestNanos) {
            caseLog.good(firstLba, endLba, slowestNanos);
        }

        @Override
        public void failed(ReadRequest request, ReadOutcome outcome, String pass) {
            caseLog.failed(request, outcome, pass);
        }

        @Override
        public void note(String kind, String sentence, Map<String, Object> facts) {
            caseLog.note(kind, sentence, facts);
        }

        @Override
        public Head sync() {
            return new Head(Integer.MAX_VALUE, "00");
        }
    }
}
