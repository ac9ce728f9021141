# syntax=docker/dockerfile:1
# The image of one service, or of the command `reelbus` (SERVICE=tools):
#   docker build --build-arg SERVICE=caption --tag reelbus-caption .
# docs/docker.md has the arguments and the sizes. `make image-digests` adds the digest of the base.
ARG PYTHON=3.11.14-slim-bookworm

FROM python:${PYTHON} AS build
ARG SERVICE
ARG EXTRAS=
ENV PIP_NO_CACHE_DIR=1 PIP_DISABLE_PIP_VERSION_CHECK=1 PIP_ROOT_USER_ACTION=ignore
WORKDIR /source
COPY pyproject.toml constraints.txt README.md ./
COPY deploy/images/stage.py deploy/images/stage.py
COPY libs libs
COPY services services
COPY reelbus reelbus
# Only the code of the service, and only the packages of its extra. The environment gets no pip.
RUN python deploy/images/stage.py "${SERVICE}" /staged --extras "${EXTRAS}" \
    && python -m venv --without-pip /opt/reelbus \
    && pip --python /opt/reelbus/bin/python install --constraint constraints.txt --requirement /staged/requirements.txt \
    && install /staged/service /opt/reelbus/bin/service \
    && python -m compileall -q /opt/reelbus/lib

# Weights and fonts: mounted at /opt/models, or baked: `--build-context models=FOLDER` takes the place of this stage.
FROM scratch AS models

FROM python:${PYTHON}
ARG SERVICE
ARG VERSION=0.1.0
ARG REVISION=unknown
ARG SOURCE=
LABEL org.opencontainers.image.title="reelbus-${SERVICE}" \
    org.opencontainers.image.description="Reelbus: the service ${SERVICE}" \
    org.opencontainers.image.version="${VERSION}" \
    org.opencontainers.image.revision="${REVISION}" \
    org.opencontainers.image.source="${SOURCE}"
RUN pip uninstall --yes --quiet --root-user-action ignore pip setuptools wheel \
    && useradd --uid 10001 --no-create-home --home-dir /tmp --shell /usr/sbin/nologin reelbus
COPY --from=build /opt/reelbus /opt/reelbus
COPY --from=models . /opt/models
ENV PATH=/opt/reelbus/bin:$PATH PYTHONUNBUFFERED=1 PYTHONDONTWRITEBYTECODE=1 HOME=/tmp PORT=8080
USER 10001:10001
WORKDIR /tmp
EXPOSE 8080
CMD ["service"]
