package org.salvor.ui.internal.commands;

import java.util.function.Consumer;
import org.eclipse.jface.dialogs.IDialogConstants;
import org.eclipse.jface.dialogs.TitleAreaDialog;
import org.eclipse.jface.layout.GridDataFactory;
import org.eclipse.jface.layout.GridLayoutFactory;
import org.eclipse.swt.SWT;
import org.eclipse.swt.graphics.Point;
import org.eclipse.swt.widgets.Button;
import org.eclipse.swt.widgets.Composite;
import org.eclipse.swt.widgets.Control;
import org.eclipse.swt.widgets.DirectoryDialog;
import org.eclipse.swt.widgets.Label;
import org.eclipse.swt.widgets.Shell;
import org.eclipse.swt.widgets.Text;
import org.salvor.station.JobView;
import org.salvor.ui.OnDisplay;
import org.salvor.ui.StationLink;

/** Asks for a job folder and opens it; stays open with the station's sentence when that cannot be done. */
final class OpenJobDialog extends TitleAreaDialog {
    private final StationLink link;
    private final Consumer<JobView> opened;
    private Text folder;

    OpenJobDialog(Shell shell, StationLink link, Consumer<JobView> opened) {
        super(shell);
        this.link = link;
        this.opened = opened;
        setHelpAvailable(false);
    }

    @Override
    protected void configureShell(Shell shell) {
        super.configureShell(shell);
        shell.setText("Open job folder");
    }

    @Override
    protected Point getInitialSize() {
        return new Point(640, 260);
    }

    @Override
    protected boolean isResizable() {
        return true;
    }

    @Override
    protected Control createDialogArea(Composite parent) {
        Composite area = (Composite) super.createDialogArea(parent);
        setTitle("Open a job that was begun before");
        setMessage("The job is shown as its folder tells it. Its drives are not touched before you resume it.");
        Composite line = new Composite(area, SWT.NONE);
        GridLayoutFactory.swtDefaults().numColumns(3).margins(12, 16).applyTo(line);
        GridDataFactory.fillDefaults().grab(true, true).applyTo(line);
        new Label(line, SWT.NONE).setText("Job folder:");
        folder = new Text(line, SWT.BORDER);
        GridDataFactory.fillDefaults().align(SWT.FILL, SWT.CENTER).grab(true, false).applyTo(folder);
        folder.addListener(SWT.Modify, event -> getButton(IDialogConstants.OK_ID).setEnabled(!folder.getText().isBlank()));
        Button browse = new Button(line, SWT.PUSH);
        browse.setText("Browse\u2026");
        browse.addListener(SWT.Selection, event -> browse());
        return area;
    }

    @Override
    protected void createButtonsForButtonBar(Composite parent) {
        createButton(parent, IDialogConstants.OK_ID, "Open", true).setEnabled(false);
        createButton(parent, IDialogConstants.CANCEL_ID, IDialogConstants.CANCEL_LABEL, false);
    }

    private void browse() {
        String chosen = new DirectoryDialog(getShell(), SWT.OPEN).open();
        if (chosen != null) {
            folder.setText(chosen);
        }
    }

    @Override
    protected void okPressed() {
        String path = folder.getText().strip();
        getButton(IDialogConstants.OK_ID).setEnabled(false);
        setErrorMessage(null);
        link.ask(station -> station.open(path), new OnDisplay(getShell()), job -> {
            opened.accept(job);
            close();
        }, sentence -> {
            setErrorMessage(sentence);
            getButton(IDialogConstants.OK_ID).setEnabled(true);
        });
    }
}
