package org.salvor.casework;

/** A YAML file of ours says something impossible. The message is half a sentence, beginning in lower case. */
final class JobYamlException extends Exception {
    private static final long serialVersionUID = 1L;

    private final boolean newer;

    JobYamlException(String halfSentence, boolean newer) {
        super(halfSentence);
        this.newer = newer;
    }

    /** Whether a newer version wrote it. */
    boolean newer() {
        return newer;
    }
}
