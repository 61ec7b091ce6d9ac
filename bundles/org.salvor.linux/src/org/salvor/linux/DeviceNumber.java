package org.salvor.linux;

/**
 * The number by which the kernel knows a device.
 *
 * @param major the driver's part, 0 or more; 0 is used by file systems without a device
 * @param minor the device's part, 0 or more
 */
public record DeviceNumber(int major, int minor) {
    /**
     * Reads {@code 8:16}.
     *
     * @throws IllegalArgumentException when the text is of another form
     */
    public static DeviceNumber parse(String text) {
        String[] parts = text.strip().split(":", -1);
        if (parts.length != 2) {
            throw new IllegalArgumentException("not a device number: " + text);
        }
        return new DeviceNumber(Integer.parseInt(parts[0]), Integer.parseInt(parts[1]));
    }

    @Override
    public String toString() {
        return major + ":" + minor;
    }
}
