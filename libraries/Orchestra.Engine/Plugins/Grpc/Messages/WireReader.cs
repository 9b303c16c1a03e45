using System.Buffers.Binary;
using static Google.Protobuf.WireFormat;

namespace Orchestra.Engine.Plugins.Grpc.Messages;

/// <summary>Reads the fields of one message as they stand on the wire. Nothing is copied, and no length is believed before it is there.</summary>
internal struct WireReader(ReadOnlyMemory<byte> data)
{
    private const int MaxGroups = 100;

    private ReadOnlyMemory<byte> _rest = data;

    /// <summary>Reads the next field; false at the end.</summary>
    public bool TryRead(out WireField field)
    {
        if (_rest.IsEmpty)
        {
            field = default;
            return false;
        }

        var (number, type) = ReadTag();
        field =
            type == WireType.EndGroup
                ? throw new ProtoException($"a group of number {number} ends that did not begin")
                : ReadValue(number, type, 0);
        return true;
    }

    /// <summary>Reads one value of a packed field; false at the end.</summary>
    public bool TryReadPacked(int number, WireType type, out WireField field)
    {
        field = _rest.IsEmpty ? default : ReadValue(number, type, 0);
        return field.Number != 0;
    }

    private (int Number, WireType Type) ReadTag()
    {
        var tag = ReadVarint();
        return tag is > 0 and <= uint.MaxValue && tag >> 3 > 0 && (tag & 7) <= 5
            ? ((int)(tag >> 3), (WireType)(tag & 7))
            : throw new ProtoException($"{tag} is no field's tag");
    }

    private WireField ReadValue(int number, WireType type, int groups) =>
        type switch
        {
            WireType.Varint => new WireField(number, type, ReadVarint(), default),
            WireType.Fixed32 => new WireField(number, type, BinaryPrimitives.ReadUInt32LittleEndian(Take(4).Span), default),
            WireType.Fixed64 => new WireField(number, type, BinaryPrimitives.ReadUInt64LittleEndian(Take(8).Span), default),
            WireType.LengthDelimited => new WireField(number, type, 0, Take(ReadVarint())),
            _ => new WireField(number, type, 0, ReadGroup(number, groups + 1)),
        };

    private ReadOnlyMemory<byte> ReadGroup(int number, int groups)
    {
        if (groups > MaxGroups)
        {
            throw new ProtoException($"groups are nested more than {MaxGroups} deep");
        }

        var start = _rest;
        while (true)
        {
            var end = start.Length - _rest.Length;
            var (inner, type) = ReadTag();
            if (type != WireType.EndGroup)
            {
                ReadValue(inner, type, groups);
            }
            else if (inner == number)
            {
                return start[..end];
            }
            else
            {
                throw new ProtoException($"a group of number {number} ends as {inner}");
            }
        }
    }

    private ulong ReadVarint()
    {
        ulong value = 0;
        var span = _rest.Span;
        for (var i = 0; i < 10 && i < span.Length; i++)
        {
            value |= (ulong)(span[i] & 0x7F) << (7 * i);
            if (span[i] < 0x80)
            {
                _rest = _rest[(i + 1)..];
                return value;
            }
        }

        throw new ProtoException(span.Length < 10 ? "the message ends within a number" : "a number has more than ten bytes");
    }

    private ReadOnlyMemory<byte> Take(ulong length)
    {
        if (length > (ulong)_rest.Length)
        {
            throw new ProtoException($"a value of {length} bytes begins where {_rest.Length} are left");
        }

        var taken = _rest[..(int)length];
        _rest = _rest[(int)length..];
        return taken;
    }
}
