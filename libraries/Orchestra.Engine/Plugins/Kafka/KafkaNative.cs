using System.Reflection;
using System.Runtime.InteropServices;
using Confluent.Kafka;

namespace Orchestra.Engine.Plugins.Kafka;

/// <summary>What librdkafka and the system offer and the package does not.</summary>
internal static partial class KafkaNative
{
    /// <summary>The file of librdkafka 1 and 2.</summary>
    public const string File = "librdkafka.so.1";

    /// <summary>Drop what waits to be sent.</summary>
    public const int PurgeQueue = 1;

    /// <summary>Drop what was sent and is not confirmed.</summary>
    public const int PurgeInFlight = 2;

    private static readonly PropertyInfo Native =
        typeof(Handle).GetProperty("LibrdkafkaHandle", BindingFlags.NonPublic | BindingFlags.Instance)
        ?? throw new MissingMemberException(
            "Confluent.Kafka shows its handle no more: this plug-in is for the version in Directory.Packages.props"
        );

    /// <summary>Called instead of connect(2): 0, or the errno of a refusal.</summary>
    [UnmanagedFunctionPointer(CallingConvention.Cdecl)]
    public delegate int Connecting(int socket, nint address, int length, nint name, nint opaque);

    /// <summary>The client's own structure; valid until it is disposed.</summary>
    public static nint PointerOf(IClient client) => ((SafeHandle)Native.GetValue(client.Handle)!).DangerousGetHandle();

    [LibraryImport(File, EntryPoint = "rd_kafka_conf")]
    public static partial nint ConfigurationOf(nint client);

    [LibraryImport(File, EntryPoint = "rd_kafka_conf_set_connect_cb")]
    public static partial void SetConnect(nint configuration, nint callback);

    [LibraryImport(File, EntryPoint = "rd_kafka_purge")]
    public static partial int Purge(nint client, int what);

    [LibraryImport("libc", EntryPoint = "connect", SetLastError = true)]
    public static partial int Connect(int socket, nint address, int length);
}
