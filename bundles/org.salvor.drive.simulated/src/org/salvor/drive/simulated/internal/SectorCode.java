package org.salvor.drive.simulated.internal;

import java.util.Arrays;

/**
 * The error correcting code of the simulated drives: interleaved Reed-Solomon over GF(256) (polynomial 11Dh), ten check bytes an
 * interleave, so that five wrong bytes in each could be put right. Byte {@code n} of a sector belongs to interleave {@code n mod
 * interleaves}. Any thread.
 */
public final class SectorCode {
    /** Check bytes of one interleave. */
    public static final int CHECK_BYTES = 10;
    private static final int DATA_BYTES = 128;
    private static final int POLYNOMIAL = 0x11D;
    private final int interleaves;
    private final int[] power = new int[510];
    private final int[] log = new int[256];
    private final int[] generator = new int[CHECK_BYTES];

    /** @param sectorBytes bytes of a sector, ≥ 1 */
    public SectorCode(int sectorBytes) {
        interleaves = (sectorBytes + DATA_BYTES - 1) / DATA_BYTES;
        int value = 1;
        for (int exponent = 0; exponent < 255; exponent++) {
            power[exponent] = value;
            power[exponent + 255] = value;
            log[value] = exponent;
            value <<= 1;
            value ^= value > 255 ? POLYNOMIAL : 0;
        }
        int[] product = new int[CHECK_BYTES + 1];
        product[0] = 1;
        for (int root = 0; root < CHECK_BYTES; root++) {
            for (int index = root + 1; index > 0; index--) {
                product[index] = product[index - 1] ^ times(product[index], power[root]);
            }
            product[0] = times(product[0], power[root]);
        }
        System.arraycopy(product, 0, generator, 0, CHECK_BYTES);
    }

    /** Check bytes of a whole sector. */
    public int eccBytes() {
        return interleaves * CHECK_BYTES;
    }

    /** The check bytes that belong to a sector: all of the first interleave, then all of the next. */
    public byte[] checkBytes(byte[] sector) {
        byte[] check = new byte[eccBytes()];
        int[] rest = new int[CHECK_BYTES];
        for (int interleave = 0; interleave < interleaves; interleave++) {
            Arrays.fill(rest, 0);
            for (int index = interleave; index < sector.length; index += interleaves) {
                int factor = sector[index] & 0xFF ^ rest[CHECK_BYTES - 1];
                for (int place = CHECK_BYTES - 1; place > 0; place--) {
                    rest[place] = rest[place - 1] ^ times(factor, generator[place]);
                }
                rest[0] = times(factor, generator[0]);
            }
            for (int place = 0; place < CHECK_BYTES; place++) {
                check[interleave * CHECK_BYTES + place] = (byte) rest[CHECK_BYTES - 1 - place];
            }
        }
        return check;
    }

    private int times(int a, int b) {
        return a == 0 || b == 0 ? 0 : power[log[a] + log[b]];
    }
}
