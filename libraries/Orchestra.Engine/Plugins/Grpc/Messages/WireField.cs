using static Google.Protobuf.WireFormat;

namespace Orchestra.Engine.Plugins.Grpc.Messages;

/// <summary>One field as it stands on the wire.</summary>
/// <param name="Number">Its number; 0 is no field.</param>
/// <param name="Type">How it is written.</param>
/// <param name="Bits">The number of a varint or of fixed bytes.</param>
/// <param name="Data">The bytes of a text, a message, a group or packed values.</param>
internal readonly record struct WireField(int Number, WireType Type, ulong Bits, ReadOnlyMemory<byte> Data);
