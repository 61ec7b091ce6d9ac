package org.salvor.drive.simulated;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.salvor.drive.AtaPort;
import org.salvor.drive.Capabilities;
import org.salvor.drive.Clock;
import org.salvor.drive.Drive;
import org.salvor.drive.DriveIdentity;
import org.salvor.drive.IdentifyOutcome;
import org.salvor.drive.ReadOutcome;
import org.salvor.drive.ReadRequest;
import org.salvor.drive.Reset;
import org.salvor.drive.ResetOutcome;
import org.salvor.testkit.DriveContract;

/** The contract of drives notices transports that break it. */
class DriveContractNoticesTest {

    @Test
    void aTransportThatDeliversAnotherSector() throws Exception {
        DriveContract contract = contract(new Through() {
            @Override
            public ReadOutcome read(ReadRequest request, MemorySegment into) {
                long first = Math.max(0, request.firstLba() - 1);
                return super.read(
                        new ReadRequest(first, request.sectorCount(), request.blockSectors(), request.method(), request.timeoutMillis(), 0),
                        into);
            }
        });
        assertThatThrownBy(contract::readsTheFirstAndTheLastSectors).isInstanceOf(AssertionError.class);
    }

    @Test
    void aTransportThatWritesBehindItsSectors() throws Exception {
        DriveContract contract = contract(new Through() {
            @Override
            public ReadOutcome read(ReadRequest request, MemorySegment into) {
                ReadOutcome outcome = super.read(request, into);
                into.set(ValueLayout.JAVA_BYTE, into.byteSize() - 1, (byte) 0);
                return outcome;
            }
        });
        assertThatThrownBy(contract::aReadWritesNothingBehindItsSectors).isInstanceOf(AssertionError.class);
    }

    @Test
    void aTransportThatProvesMoreThanThereIs() throws Exception {
        DriveContract contract = contract(new Through() {
            @Override
            public ReadOutcome read(ReadRequest request, MemorySegment into) {
                ReadOutcome outcome = super.read(request, into);
                return outcome.good() ? outcome : Outcomes.with(outcome, request.sectorCount(), outcome.evidence().slowestNanos());
            }
        });
        assertThatThrownBy(contract::acrossTheEndProvesNothingBehindIt).isInstanceOf(AssertionError.class);
    }

    @Test
    void aTransportThatThrowsWhereTheDriveFails() throws Exception {
        DriveContract contract = contract(new Through() {
            @Override
            public ReadOutcome read(ReadRequest request, MemorySegment into) {
                if (request.endLba() > identity().sectorCount()) {
                    throw new IllegalArgumentException("behind the end");
                }
                return super.read(request, into);
            }
        });
        assertThatThrownBy(contract::behindTheEndIsAnErrorAndNoException).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void aTransportThatClaimsAResetItDoesNotHave() throws Exception {
        DriveContract contract = contract(new Through() {
            @Override
            public ResetOutcome reset(Reset reset, long readyMillis) {
                return new ResetOutcome.Ready(0);
            }
        });
        assertThatThrownBy(contract::afterEveryResetItOffersItReadsAgainAndTheOthersSendNothing).isInstanceOf(AssertionError.class);
    }

    private static DriveContract contract(Through drive) {
        return new DriveContract() {
            @Override
            protected Drive open() {
                return drive;
            }

            @Override
            protected byte[] sector(long lba) {
                return drive.behind.truth().bytes(lba);
            }
        };
    }

    /** Hands everything on; the transports under test break one thing. */
    private static class Through implements Drive {
        final SimulatedDrive behind = SimulatedDrive.open("sim:healthy?size=16MiB");

        Through() throws Exception {
        }

        @Override
        public Clock clock() {
            return behind.clock();
        }

        @Override
        public DriveIdentity identity() {
            return behind.identity();
        }

        @Override
        public Capabilities capabilities() {
            return behind.capabilities();
        }

        @Override
        public IdentifyOutcome identify(long timeoutMillis) {
            return behind.identify(timeoutMillis);
        }

        @Override
        public ReadOutcome read(ReadRequest request, MemorySegment into) {
            return behind.read(request, into);
        }

        @Override
        public ResetOutcome reset(Reset reset, long readyMillis) {
            return behind.reset(reset, readyMillis);
        }

        @Override
        public ResetOutcome awaitReady(long readyMillis) {
            return behind.awaitReady(readyMillis);
        }

        @Override
        public Optional<AtaPort> ataPort() {
            return behind.ataPort();
        }

        @Override
        public void close() {
            behind.close();
        }
    }
}
