package org.salvor.ata;

/**
 * An NVMe command ready to be sent (NVMe Base 2.0, 3.3.3.1; NVM Command Set 1.0).
 *
 * @param queue to which queue it goes: the same opcode means another command there
 * @param opcode 0-255; bits 1:0 say where data go: 0 nowhere, 1 to the drive, 2 from it, 3 both ways
 * @param namespace the namespace, 0 for none, FFFFFFFFh for all
 * @param words command double words 2, 3, 10 to 15, in this order
 * @param dataBytes bytes of its data phase, 0 without one
 */
public record NvmeCommand(Queue queue, int opcode, int namespace, Words words, int dataBytes) {
    private static final int MOST_BLOCKS = 65_536;
    private static final int PAGE = 4096;

    /** The two kinds of queues. */
    public enum Queue {
        ADMIN, IO
    }

    /** The double words that mean something else with each command. */
    public record Words(int cdw2, int cdw3, int cdw10, int cdw11, int cdw12, int cdw13, int cdw14, int cdw15) {
        /** All 0. */
        public static final Words NONE = new Words(0, 0, 0, 0, 0, 0, 0, 0);

        private static Words of(int cdw10, int cdw11, int cdw12) {
            return new Words(0, 0, cdw10, cdw11, cdw12, 0, 0, 0);
        }
    }

    public NvmeCommand {
        if ((opcode & ~0xFF) != 0 || dataBytes < 0) {
            throw new IllegalArgumentException("no NVMe command has opcode " + opcode + " with " + dataBytes + " bytes");
        }
    }

    /** Whether its data go to the drive, or might. */
    public boolean sendsData() {
        return dataBytes > 0 && (opcode & 1) != 0;
    }

    /** IDENTIFY of the controller; see {@link NvmeController}. */
    public static NvmeCommand identifyController() {
        return new NvmeCommand(Queue.ADMIN, 0x06, 0, Words.of(1, 0, 0), PAGE);
    }

    /** IDENTIFY of a namespace; see {@link NvmeNamespace}. */
    public static NvmeCommand identifyNamespace(int namespace) {
        return new NvmeCommand(Queue.ADMIN, 0x06, namespace, Words.of(0, 0, 0), PAGE);
    }

    /** GET LOG PAGE 02h, of the whole controller; see {@link NvmeHealth}. It leaves events that wait for the kernel alone (RAE). */
    public static NvmeCommand healthLog() {
        return new NvmeCommand(Queue.ADMIN, 0x02, 0xFFFF_FFFF, Words.of((NvmeHealth.BYTES / 4 - 1) << 16 | 1 << 15 | 0x02, 0, 0),
                NvmeHealth.BYTES);
    }

    /** READ. @param blocks 1-65,536 */
    public static NvmeCommand read(int namespace, long lba, int blocks, int blockBytes) {
        return new NvmeCommand(Queue.IO, 0x02, namespace, blocks(lba, blocks), Math.multiplyExact(blocks, blockBytes));
    }

    /** VERIFY: the drive reads for itself, and no data move. @param blocks 1-65,536 */
    public static NvmeCommand verify(int namespace, long lba, int blocks) {
        return new NvmeCommand(Queue.IO, 0x0C, namespace, blocks(lba, blocks), 0);
    }

    private static Words blocks(long lba, int blocks) {
        if (lba < 0 || blocks < 1 || blocks > MOST_BLOCKS) {
            throw new IllegalArgumentException("impossible read: " + blocks + " blocks at " + lba);
        }
        return Words.of((int) lba, (int) (lba >>> 32), blocks - 1);
    }
}
