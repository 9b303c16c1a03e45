using System.ComponentModel;
using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using System.Runtime.InteropServices;

namespace Orchestra.LocalHost.Processes;

/// <summary>An account without privileges: PostgreSQL refuses to run as root, and no server of ours should.</summary>
[SuppressMessage("Interoperability", "CA1416", Justification = "The host runs servers of Debian's packages: Linux only")]
internal sealed record UnixAccount(string Name, uint UserId, uint GroupId)
{
    private const UnixFileMode OwnerOnly = UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute;

    private const UnixFileMode Passable = OwnerOnly | UnixFileMode.GroupExecute | UnixFileMode.OtherExecute;

    /// <summary>The first of the names that exists when we are root, otherwise null: then servers run as ourselves.</summary>
    public static UnixAccount? ForServer(params string[] names)
    {
        if (!Environment.IsPrivilegedProcess)
        {
            return null;
        }

        var accounts = File.ReadLines("/etc/passwd")
            .Select(line => line.Split(':'))
            .Where(fields => fields.Length > 3)
            .ToDictionary(fields => fields[0], StringComparer.Ordinal);
        foreach (var name in names)
        {
            if (accounts.TryGetValue(name, out var fields))
            {
                return new UnixAccount(
                    name,
                    uint.Parse(fields[2], CultureInfo.InvariantCulture),
                    uint.Parse(fields[3], CultureInfo.InvariantCulture)
                );
            }
        }

        throw new LocalHostException(
            $"none of the accounts {string.Join(", ", names)} exists: servers must not run as root. Run ./orchestra setup."
        );
    }

    /// <summary>Makes a folder that only the account (null: we) can enter.</summary>
    public static void CreateFolder(string path, UnixAccount? account)
    {
        Directory.CreateDirectory(path, OwnerOnly);
        Give(path, account);
    }

    /// <summary>Makes a folder of ours through which other accounts can get to their own, and see nothing else.</summary>
    public static void CreatePassableFolder(string path)
    {
        Directory.CreateDirectory(path);
        File.SetUnixFileMode(path, Passable);
    }

    /// <summary>Writes a file that only the account (null: we) can read.</summary>
    public static void WriteFile(string path, string text, UnixAccount? account)
    {
        using (
            var stream = new FileStream(
                path,
                new FileStreamOptions
                {
                    Mode = FileMode.Create,
                    Access = FileAccess.Write,
                    UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite,
                }
            )
        )
        using (var writer = new StreamWriter(stream))
        {
            writer.Write(text);
        }

        Give(path, account);
    }

    /// <summary>Whether an account that is not the owner can enter every folder above the path.</summary>
    public static bool IsReachableByOthers(string path)
    {
        for (var folder = Path.GetFullPath(path); folder is not null; folder = Path.GetDirectoryName(folder))
        {
            if (Directory.Exists(folder) && !File.GetUnixFileMode(folder).HasFlag(UnixFileMode.OtherExecute))
            {
                return false;
            }
        }

        return true;
    }

    private static void Give(string path, UnixAccount? account)
    {
        if (account is not null && NativeMethods.ChangeOwner(path, account.UserId, account.GroupId) != 0)
        {
            throw new LocalHostException(
                $"{path} cannot be given to the account {account.Name}: {new Win32Exception(Marshal.GetLastPInvokeError()).Message}"
            );
        }
    }
}
