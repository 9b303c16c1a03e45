namespace Orchestra.Modeling.Bpmn;

/// <summary>Passes a source on while it keeps within <see cref="BpmnLimits"/>, whatever its encoding.</summary>
internal sealed class GuardedStream(Stream source) : Stream
{
    private TagGuard _guard;
    private long _bytes;
    private int _width;
    private bool _bigEndian;
    private int _half = -1;

    /// <inheritdoc />
    public override bool CanRead => true;

    /// <inheritdoc />
    public override bool CanSeek => false;

    /// <inheritdoc />
    public override bool CanWrite => false;

    /// <inheritdoc />
    public override long Length => throw new NotSupportedException();

    /// <inheritdoc />
    public override long Position
    {
        get => throw new NotSupportedException();
        set => throw new NotSupportedException();
    }

    /// <inheritdoc />
    public override int Read(byte[] buffer, int offset, int count) => Read(buffer.AsSpan(offset, count));

    /// <inheritdoc />
    public override int Read(Span<byte> buffer)
    {
        // The first read takes four bytes at least, if there are so many: they tell the encoding.
        var read = _width == 0 ? source.ReadAtLeast(buffer, Math.Min(4, buffer.Length), throwOnEndOfStream: false) : source.Read(buffer);
        _bytes += read;
        if (_bytes > BpmnLimits.SourceBytes)
        {
            throw new BpmnSourceException("the source is larger than 10 MiB: split it into several files");
        }

        var bytes = buffer[..read];
        if (_width == 0)
        {
            DetectWidth(bytes);
        }

        Watch(bytes);
        return read;
    }

    /// <inheritdoc />
    public override void Flush() => throw new NotSupportedException();

    /// <inheritdoc />
    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

    /// <inheritdoc />
    public override void SetLength(long value) => throw new NotSupportedException();

    /// <inheritdoc />
    public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();

    private void DetectWidth(ReadOnlySpan<byte> head)
    {
        if (head is [0, 0, ..] or [0xFF, 0xFE, 0, 0, ..] or [0x3C, 0, 0, 0, ..])
        {
            throw new BpmnSourceException("the source is in UTF-32: save it as UTF-8", 1);
        }

        _bigEndian = head is [0xFE, 0xFF, ..] or [0, 0x3C, ..];
        _width = _bigEndian || head is [0xFF, 0xFE, ..] or [0x3C, 0, ..] ? 2 : 1;
    }

    private void Watch(ReadOnlySpan<byte> bytes)
    {
        foreach (var value in bytes)
        {
            if (_width == 1)
            {
                _guard.Push(value);
            }
            else if (_half < 0)
            {
                _half = value;
            }
            else
            {
                _guard.Push(_bigEndian ? (_half << 8) | value : (value << 8) | _half);
                _half = -1;
            }
        }
    }
}
