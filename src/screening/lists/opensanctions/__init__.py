"""OpenSanctions' exports of many lists."""
