using System.Buffers;
using System.Text;

namespace Grpc.Core;

public sealed partial class Metadata
{
    /// <summary>One name and its value.</summary>
    public class Entry
    {
        private static readonly SearchValues<char> KeyCharacters = SearchValues.Create("abcdefghijklmnopqrstuvwxyz0123456789-_.");

        private readonly string? _value;
        private readonly byte[]? _valueBytes;

        /// <summary>Bytes; the name must end in <c>-bin</c>.</summary>
        public Entry(string key, byte[] valueBytes)
        {
            ArgumentNullException.ThrowIfNull(valueBytes);
            Key = Normalise(key);
            if (!IsBinary)
            {
                throw new ArgumentException($"'{key}' holds bytes: its name must end in {BinaryHeaderSuffix}", nameof(key));
            }

            _valueBytes = [.. valueBytes];
        }

        /// <summary>A text; the name must not end in <c>-bin</c>.</summary>
        public Entry(string key, string value)
        {
            ArgumentNullException.ThrowIfNull(value);
            Key = Normalise(key);
            if (IsBinary)
            {
                throw new ArgumentException($"'{key}' holds a text: its name must not end in {BinaryHeaderSuffix}", nameof(key));
            }

            _value = value;
        }

        /// <summary>The name, in lower case.</summary>
        public string Key { get; }

        /// <summary>Whether the value is bytes.</summary>
        public bool IsBinary => Key.EndsWith(BinaryHeaderSuffix, StringComparison.Ordinal);

        /// <summary>The text; bytes have none.</summary>
        public string Value => _value ?? throw new InvalidOperationException($"'{Key}' holds bytes, not a text");

        /// <summary>The bytes; those of a text are its characters.</summary>
        public byte[] ValueBytes => _valueBytes is null ? Encoding.ASCII.GetBytes(_value!) : [.. _valueBytes];

        /// <inheritdoc />
        public override string ToString() =>
            _valueBytes is null
                ? $"[Entry: key={Key}, value={_value}]"
                : $"[Entry: key={Key}, valueBytes={Convert.ToHexString(_valueBytes)}]";

        private static string Normalise(string key)
        {
            ArgumentNullException.ThrowIfNull(key);
            var name = key.ToLowerInvariant();
            return name.Length > 0 && !name.AsSpan().ContainsAnyExcept(KeyCharacters)
                ? name
                : throw new ArgumentException(
                    $"'{key}' is no name for metadata: letters, digits, hyphens, underscores and dots only",
                    nameof(key)
                );
        }
    }
}
