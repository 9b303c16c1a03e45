using System.Runtime.InteropServices;
using Confluent.Kafka;

namespace Orchestra.Engine.Plugins.Kafka;

/// <summary>librdkafka, which speaks Kafka for us: the distribution's, not the package's.</summary>
internal static class KafkaLibrary
{
    private static readonly Lock Gate = new();
    private static nint _library;

    /// <summary>Why there is no Kafka on this machine; null where there is. An installation is seen without a restart.</summary>
    public static string? Fault()
    {
        lock (Gate)
        {
            if (_library == 0 && NativeLibrary.TryLoad(KafkaNative.File, out _library))
            {
                NativeLibrary.SetDllImportResolver(typeof(Library).Assembly, (name, _, _) => name == "librdkafka" ? _library : 0);
            }

            return _library == 0
                ? "librdkafka is not installed where the executor runs: install the package librdkafka1 (Debian) or run ./orchestra setup"
                : null;
        }
    }
}
