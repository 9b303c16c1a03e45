namespace Orchestra.LocalHost.Processes;

/// <summary>Reads /proc: a zombie whose parent does not reap it counts as dead, unlike with signal 0.</summary>
internal static class ProcessTable
{
    /// <summary>Whether a process with this id and program name runs.</summary>
    public static bool IsAlive(string processId, string program) => StateOf(processId, program) is not (null or 'Z' or 'X');

    /// <summary>Whether signal 0 finds it: a zombie that nobody has reaped yet, too.</summary>
    public static bool IsListed(string processId, string program) => StateOf(processId, program) is not null;

    private static char? StateOf(string processId, string program)
    {
        try
        {
            // "123 (name) S …": the name is in brackets and may itself contain anything.
            var status = File.ReadAllText($"/proc/{processId}/stat");
            var end = status.LastIndexOf(')');
            var name = status[(status.IndexOf('(', StringComparison.Ordinal) + 1)..end];
            return name == program ? status[end + 2] : null;
        }
        catch (IOException)
        {
            return null;
        }
    }
}
