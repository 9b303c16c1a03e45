using System.Runtime.InteropServices;

namespace Orchestra.LocalHost.Processes;

/// <summary>What .NET has no method for: signals other than SIGKILL, and the owner of a file.</summary>
internal static partial class NativeMethods
{
    [LibraryImport("libc", EntryPoint = "kill", SetLastError = true)]
    public static partial int Kill(int processId, int signal);

    [LibraryImport("libc", EntryPoint = "chown", SetLastError = true, StringMarshalling = StringMarshalling.Utf8)]
    public static partial int ChangeOwner(string path, uint userId, uint groupId);
}
