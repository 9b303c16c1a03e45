using Google.Protobuf;
using Google.Protobuf.WellKnownTypes;
using Orchestra.Engine.Tests.Plugins.Grpc.Protos;

namespace Orchestra.Engine.Tests.Plugins.Grpc;

/// <summary>Messages with every kind of field, the same for the same seed.</summary>
internal static class MessageSamples
{
    private static readonly double[] Doubles =
    [
        0,
        -0.0,
        1,
        0.1,
        1e300,
        -2.5e-7,
        double.NaN,
        double.PositiveInfinity,
        double.NegativeInfinity,
    ];
    private static readonly string[] Texts = ["", "a", "häuser", "\u0001\t\"\\", "😀", "null", new('x', 300)];

    public static Everything Of(int seed)
    {
        var random = new Random(seed);
        return Of(random, random.Next(3));
    }

    private static Everything Of(Random random, int depth)
    {
        bool Flip() => random.Next(2) == 0;
        long Long() => Flip() ? random.NextInt64(long.MinValue, long.MaxValue) : random.Next(-3, 3);
        int Int() => (int)Long();
        string Text() => Texts[random.Next(Texts.Length)];
        var colour = (Colour)random.Next(-3, 3);
        var all = new Everything
        {
            ADouble = Doubles[random.Next(Doubles.Length)],
            AFloat = (float)Doubles[random.Next(Doubles.Length)],
            AnInt32 = Int(),
            AnInt64 = Long(),
            AUint32 = (uint)Int(),
            AUint64 = (ulong)Long(),
            ASint32 = Int(),
            ASint64 = Long(),
            AFixed32 = (uint)Int(),
            AFixed64 = (ulong)Long(),
            ASfixed32 = Int(),
            ASfixed64 = Long(),
            ABool = Flip(),
            AString = Text(),
            SomeBytes = ByteString.CopyFromUtf8(Text()),
            AColour = colour,
            Renamed = Text(),
        };
        all.Packed.Add(Enumerable.Range(0, random.Next(4)).Select(_ => Int()));
        all.Spread.Add(Enumerable.Range(0, random.Next(4)).Select(_ => Int()));
        all.Texts.Add(Enumerable.Range(0, random.Next(4)).Select(_ => Text()));
        all.Colours.Add(Enumerable.Range(0, random.Next(4)).Select(_ => colour));
        all.Answers.Add(Enumerable.Range(0, random.Next(3)).Select(i => new Answer { Name = Text(), Score = i }));
        all.ByText[Text()] = Long();
        all.ByNumber[Int()] = new Answer { Approved = Flip() };
        all.ByFlag[Flip()] = colour;
        if (Flip())
        {
            all.Maybe = random.Next(2);
            all.At = new Timestamp { Seconds = random.NextInt64(-62_135_596_800, 253_402_300_800), Nanos = random.Next(3) * 500_000 };
            all.Lasts = new Duration { Seconds = -random.Next(3), Nanos = -random.Next(1_000_000_000) };
            all.Mask = new FieldMask { Paths = { "name", "inner.case_number" } };
            all.Empty = new Empty();
        }

        if (Flip())
        {
            var inner = new Struct { Fields = { ["n"] = Value.ForNull(), ["b"] = Value.ForBool(Flip()) } };
            all.Members = new Struct { Fields = { ["k" + Text()] = Value.ForNumber(random.Next()), ["s"] = Value.ForStruct(inner) } };
            all.Value = Flip() ? Value.ForNull() : Value.ForList(Value.ForString(Text()), Value.ForNumber(1.5));
            all.List = new ListValue { Values = { Value.ForNull(), Value.ForList() } };
            all.WrappedNumber = Long();
            all.WrappedText = Text();
            all.WrappedBytes = ByteString.CopyFromUtf8(Text());
            all.WrappedDouble = Doubles[random.Next(Doubles.Length)];
            all.Any = Flip() ? Any.Pack(new Answer { Name = Text() }) : Any.Pack(new Duration { Seconds = random.Next() });
            all.Spans.Add(new Duration { Nanos = random.Next(1_000_000_000) });
        }

        switch (random.Next(4))
        {
            case 0:
                all.ChosenText = Text();
                break;
            case 1:
                all.ChosenAnswer = new Answer();
                break;
            case 2:
                all.ChosenNull = NullValue.NullValue;
                break;
        }

        if (depth > 0)
        {
            all.Inner = Of(random, depth - 1);
        }

        return all;
    }
}
